"""Storage that speaks S3, of our own, on loopback."""

from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer

KEYS = {"AWS_ACCESS_KEY_ID": "parvis", "AWS_SECRET_ACCESS_KEY": "a secret", "AWS_REGION": "ca-central-1"}


@contextmanager
def server():
    """The variables of the environment that lead to it, and a client of another make."""
    moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    moto.start()
    try:
        host, port = moto.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name=KEYS["AWS_REGION"],
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        )
        yield {**KEYS, "AWS_ENDPOINT_URL": endpoint}, client
    finally:
        moto.stop()


def files(client, bucket):
    """Key → content."""
    found = client.list_objects_v2(Bucket=bucket).get("Contents", [])
    return {one["Key"]: client.get_object(Bucket=bucket, Key=one["Key"])["Body"].read() for one in found}
