// Kubernetes in one program: a kube-apiserver over an etcd of its own, a kube-controller-manager, and kubectl.
//
//	kubernetes apiserver FLAGS            keeps its data in the current folder
//	kubernetes controller-manager FLAGS
//	kubernetes kubectl ARGUMENTS
//
// With UNTIL_STDIN_CLOSES set, it ends when its standard input does, and so with the process that started it.
package main

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/client-go/util/keyutil"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

// The key that signs the tokens of service accounts, in the API server's folder.
const serviceAccountKey = "service-account.key"

func main() {
	if len(os.Args) < 2 {
		fail("usage: kubernetes apiserver|controller-manager|kubectl ...")
	}
	if os.Getenv("UNTIL_STDIN_CLOSES") != "" {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			os.Exit(0)
		}()
	}
	part := os.Args[1]
	os.Args = slices.Delete(os.Args, 1, 2)
	switch part {
	case "apiserver":
		os.Args = append(os.Args, "--service-account-signing-key-file="+key(), "--service-account-key-file="+key())
		etcd := startEtcd()
		os.Args = append(os.Args, "--etcd-servers="+etcd.Config().ListenClientUrls[0].String())
		code := cli.Run(app.NewAPIServerCommand())
		etcd.Close()
		os.Exit(code)
	case "controller-manager":
		os.Exit(cli.Run(controllers.NewControllerManagerCommand()))
	case "kubectl":
		if cmd.NewDefaultKubectlCommand().Execute() != nil {
			os.Exit(1)
		}
	default:
		fail("unknown part: ", part)
	}
}

// key returns the file with the service accounts' key, made at the first start.
func key() string {
	if _, err := os.Stat(serviceAccountKey); os.IsNotExist(err) {
		made, err := keyutil.MakeEllipticPrivateKeyPEM()
		if err == nil {
			err = keyutil.WriteKey(serviceAccountKey, made)
		}
		if err != nil {
			fail(err)
		}
	}
	return serviceAccountKey
}

// startEtcd serves on sockets in the current folder: a relative name has no trouble with the length of a socket's path.
func startEtcd() *embed.Etcd {
	config := embed.NewConfig()
	config.Dir = "etcd"
	config.ListenClientUrls = []url.URL{{Scheme: "unix", Host: "localhost:1"}} // a file of this name
	config.ListenPeerUrls = []url.URL{{Scheme: "unix", Host: "localhost:2"}}
	config.UnsafeNoFsync = true
	config.LogLevel = "error"
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		fail("etcd: ", err)
	}
	select {
	case <-etcd.Server.ReadyNotify():
	case <-time.After(30 * time.Second):
		fail("etcd: not ready after 30 s")
	}
	return etcd
}

func fail(reason ...any) {
	fmt.Fprintln(os.Stderr, fmt.Sprint(reason...))
	os.Exit(2)
}
