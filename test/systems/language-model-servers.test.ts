import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('vLLM, TGI, SGLang and llama.cpp', () => {
  it('serve as plain deployments', async () => {
    const found = await auditFiles({
      'k8s.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: vllm }
spec:
  template:
    metadata: { labels: { app: vllm } }
    spec:
      nodeSelector: { cloud.google.com/gke-accelerator: nvidia-l4 }
      containers: [{ name: vllm, image: "vllm/vllm-openai:v0.6.0", args: ["--model", "mistralai/Mistral-7B"] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: tgi }
spec:
  template:
    metadata: { labels: { app: tgi } }
    spec: { containers: [{ name: tgi, image: "ghcr.io/huggingface/text-generation-inference:2.0" }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: sgl }
spec:
  template:
    metadata: { labels: { app: sgl } }
    spec: { containers: [{ name: s, image: "lmsysorg/sglang:latest", command: [python3, -m, sglang.launch_server, --model-path, m] }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: lc }
spec:
  template:
    metadata: { labels: { app: lc } }
    spec: { containers: [{ name: s, image: "ghcr.io/ggml-org/llama.cpp:server", args: [-m, /models/m.gguf] }] }
`,
    });
    expect(found.components).toEqual([
      'model-serving llama-cpp',
      'model-serving sglang',
      'model-serving text-generation-inference',
      'model-serving vllm',
    ]);
    expect(found.relations).toEqual([]);
  });
});
