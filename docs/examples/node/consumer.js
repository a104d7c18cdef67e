// Reads incidents.enriched, keeps the last word about each incident, and prints it when it changes.
//
//   npm install
//   node consumer.js localhost:9092 http://localhost:8081
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel } from 'kafkajs';

const [brokers = 'localhost:9092', registryUrl = 'http://localhost:8081', groupId = 'enriched-example-node'] =
  process.argv.slice(2);

const registry = new SchemaRegistry({ host: registryUrl });
const consumer = new Kafka({ clientId: groupId, brokers: brokers.split(','), logLevel: logLevel.ERROR }).consumer({
  groupId,
  readUncommitted: false, // what a failed transaction wrote is not there
});
const incidents = new Map();

// Answers arrive in the order in which calls end: one with a lower (sequence, revision) is old news.
function isNews({ incidentId, sequence, revision }) {
  const known = incidents.get(incidentId);
  return !known || sequence > known.sequence || (sequence === known.sequence && revision > known.revision);
}

async function handle({ message }) {
  if (message.value === null) {
    return;
  }
  const header = (name) => message.headers[name]?.toString() ?? null;
  if (header('content-type') !== 'application/avro') {
    return;
  }
  const answer = await registry.decode(message.value);
  if (!isNews(answer)) {
    return;
  }
  incidents.set(answer.incidentId, answer);
  console.log(
    JSON.stringify({
      key: message.key.toString(),
      incidentId: answer.incidentId,
      sequence: answer.sequence,
      revision: answer.revision,
      outcome: header('outcome'),
      severity: header('severity'),
      provider: header('provider'),
      alert: answer.alert.name,
      title: answer.enrichment?.title ?? null,
      summary: answer.enrichment?.summary ?? null,
      traceparent: header('traceparent'),
    }),
  );
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await consumer.disconnect();
    process.exit(0);
  });
}

consumer.on(consumer.events.CRASH, ({ payload }) => {
  console.error(payload.error);
  if (!payload.restart) {
    process.exit(1);
  }
});
await consumer.connect();
await consumer.subscribe({ topic: 'incidents.enriched', fromBeginning: true });
await consumer.run({ eachMessage: handle });
