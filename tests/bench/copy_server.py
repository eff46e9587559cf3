"""The least a server can do with a batch: take it over HTTP, COPY it to a stage, upsert. `python -m tests.bench.copy_server URL PORT`."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE, Popen

import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.protocol.wire import unpacked
from tests.helpers.served import ROOT, free_port

FIRM = 2  # beside the real one, in the same tables
_LARGEST = 10**7
_COLUMNS = "organisation, id, kind, seq, hlc, born_seq, born_hlc, born_device, scope, erased, keeper, fields"
_UPSERT = (
    f"INSERT INTO entity({_COLUMNS}) SELECT {_COLUMNS} FROM stage ON CONFLICT (organisation, id)"
    " DO UPDATE SET seq = excluded.seq, hlc = excluded.hlc, fields = entity.fields || excluded.fields"
)


def main() -> None:
    """Serve until told to stop."""
    url, port = sys.argv[1:]
    connection = psycopg.connect(url)
    connection.execute("CREATE TEMP TABLE stage(LIKE entity) ON COMMIT DELETE ROWS")
    connection.commit()
    seq = [0]

    def store(body: bytes) -> None:
        with connection.transaction(), connection.cursor() as cursor:
            with cursor.copy(f"COPY stage({_COLUMNS}) FROM STDIN".encode()) as stream:
                for op in json.loads(unpacked(body, _LARGEST))["ops"]:
                    seq[0] += 1
                    fields = {name: cell[0] for name, cell in op["cells"].items()}
                    times = (seq[0], 1, seq[0], 1)
                    said = json.dumps(fields, ensure_ascii=False)
                    stream.write_row((FIRM, bytes.fromhex(op["id"]), op["kind"], *times, "", "public", False, "", said))
            cursor.execute(_UPSERT.encode())

    async def push(request: Request) -> Response:
        await run_in_threadpool(store, await request.body())
        return Response(b"{}")

    app = Starlette(routes=[Route("/push", push, methods=["POST"])])
    print("serving", flush=True)
    uvicorn.run(app, port=int(port), http="h11", ws="none", lifespan="off", log_config=None, access_log=False)


@contextmanager
def copy_server(url: str) -> Iterator[str]:
    """It runs for the length of a block; where it answers."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.copy_server", url, str(port)]
    with Popen(command, cwd=ROOT, stdout=PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
