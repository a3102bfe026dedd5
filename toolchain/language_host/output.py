"""What a child writes, sent to the engine as it arrives."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable

CHUNK = 64 * 1024
"""Bytes read from a pipe at once."""

Send = Callable[[str, bytes], Awaitable[None]]
"""Sends bytes of the stream named `stdout` or `stderr`."""


async def copy_output(process: Process, send: Send, first_line: Callable[[bytes], None] | None = None) -> int:
    """Send both streams until the child has closed them; return its exit code.

    With `first_line`, the first line of stdout goes there instead.
    """
    one_at_a_time = asyncio.Lock()

    async def copy(stream: str, pipe: asyncio.StreamReader) -> None:
        if stream == "stdout" and first_line is not None:
            first_line(await pipe.readline())
        while chunk := await pipe.read(CHUNK):
            async with one_at_a_time:
                await send(stream, chunk)

    async with asyncio.TaskGroup() as streams:
        for name, pipe in (("stdout", process.stdout), ("stderr", process.stderr)):
            if pipe is not None:
                streams.create_task(copy(name, pipe))
    return await process.wait()
