"""How much one gRPC message may hold."""

MESSAGE_LIMIT = 400 * 1024 * 1024
"""Bytes; the engine's own limit."""

CHANNEL_OPTIONS = (
    ("grpc.max_receive_message_length", MESSAGE_LIMIT),
    ("grpc.max_send_message_length", MESSAGE_LIMIT),
)
