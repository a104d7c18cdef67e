"""Reads incidents.enriched, keeps the last word about each incident, and prints it when it changes.

    pip install -r requirements.txt
    python3 consumer.py localhost:9092 http://localhost:8081
"""

import io
import json
import signal
import sys
import urllib.request

import avro.io
import avro.schema
from confluent_kafka import Consumer, KafkaException


class Registry:
    """Schemas by the id that stands in front of a value."""

    def __init__(self, url):
        self._url = url.rstrip("/")
        self._readers = {}

    def decode(self, value):
        """A zero byte, four bytes of schema id, one Avro datum."""
        if value[0] != 0:
            raise ValueError("the value is not in the wire format of a schema registry")
        schema_id = int.from_bytes(value[1:5], "big")
        if schema_id not in self._readers:
            self._readers[schema_id] = avro.io.DatumReader(self._fetch(schema_id))
        return self._readers[schema_id].read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))

    def _fetch(self, schema_id):
        with urllib.request.urlopen(f"{self._url}/schemas/ids/{schema_id}", timeout=10) as answer:
            return avro.schema.parse(json.load(answer)["schema"])


def main(brokers="localhost:9092", registry_url="http://localhost:8081", group="enriched-example-python"):
    registry = Registry(registry_url)
    incidents = {}
    consumer = Consumer(
        {
            "bootstrap.servers": brokers,
            "group.id": group,
            "isolation.level": "read_committed",  # what a failed transaction wrote is not there
            "auto.offset.reset": "earliest",
        }
    )
    running = True

    def stop(*_):
        nonlocal running
        running = False

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    consumer.subscribe(["incidents.enriched"])
    try:
        while running:
            message = consumer.poll(0.2)
            if message is None:
                continue
            if message.error():
                raise KafkaException(message.error())
            handle(message, registry, incidents)
    finally:
        consumer.close()


def handle(message, registry, incidents):
    headers = {name: value.decode() for name, value in message.headers() or [] if value is not None}
    if message.value() is None or headers.get("content-type") != "application/avro":
        return
    answer = registry.decode(message.value())
    # Answers arrive in the order in which calls end: one with a lower (sequence, revision) is old news.
    version = (answer["sequence"], answer["revision"])
    if version <= incidents.get(answer["incidentId"], (-1, -1)):
        return
    incidents[answer["incidentId"]] = version
    enrichment = answer["enrichment"] or {}
    line = {
        "key": message.key().decode(),
        "incidentId": answer["incidentId"],
        "sequence": answer["sequence"],
        "revision": answer["revision"],
        "outcome": headers.get("outcome"),
        "severity": headers.get("severity"),
        "provider": headers.get("provider"),
        "alert": answer["alert"]["name"],
        "title": enrichment.get("title"),
        "summary": enrichment.get("summary"),
        "traceparent": headers.get("traceparent"),
    }
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
