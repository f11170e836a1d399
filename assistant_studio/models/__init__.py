"""Language models: GGUF inspection, the engine, prompt snapshots."""
