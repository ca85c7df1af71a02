import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Elasticsearch, Logstash and Kibana', () => {
  it('are monitoring', async () => {
    const { components, relations } = await auditFiles({
      'docker-compose.yml': `services:
  api: { build: ./api, logging: { driver: gelf, options: { gelf-address: 'udp://logstash:12201' } } }
  elasticsearch: { image: 'docker.elastic.co/elasticsearch/elasticsearch:8.13.0' }
  logstash:
    image: docker.elastic.co/logstash/logstash:8.13.0
    volumes: ['./logstash/pipeline:/usr/share/logstash/pipeline']
    depends_on: [elasticsearch]
  kibana: { image: 'docker.elastic.co/kibana/kibana:8.13.0', environment: { ELASTICSEARCH_HOSTS: 'http://elasticsearch:9200' } }
  filebeat: { image: 'docker.elastic.co/beats/filebeat:8.13.0' }
`,
      'logstash/pipeline/logstash.conf': `input { gelf { port => 12201 } }
output { elasticsearch { hosts => ["http://elasticsearch:9200"] } }
`,
      'api/Dockerfile': `FROM python:3.12
COPY main.py .
CMD ["uvicorn", "main:app"]
`,
      'api/main.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
`,
    });
    expect(components).toEqual([
      'model-serving fastapi',
      'monitoring elastic-beats',
      'monitoring elasticsearch',
      'monitoring kibana',
    ]);
    expect(relations).toEqual(['monitoring kibana --reads-from-> monitoring elasticsearch']);
  });

  it('get the logs of a service', async () => {
    const { components, relations } = await auditFiles({
      'api/main.py': `import logging
import logstash
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()

logging.getLogger().addHandler(logstash.TCPLogstashHandler("logstash", 5959))
`,
    });
    expect(components).toEqual(['model-serving fastapi', 'monitoring elastic-beats']);
    expect(relations).toEqual(['model-serving fastapi --logs-to-> monitoring elastic-beats']);
  });

  it('are not claimed for comments and variables', async () => {
    const { components, relations } = await auditFiles({
      'docker-compose.yml': `# services:
#   kibana: { image: kibana }
services:
  db: { image: "postgres:16" }
`,
      'log.py': `LOGSTASH_HOST = "logstash"
import logging
logging.basicConfig()
`,
    });
    expect(components).toEqual(['data-store postgresql']);
    expect(relations).toEqual([]);
  });
});
