"""Documents: reading, chunking, embedding, indexing and searching them."""
