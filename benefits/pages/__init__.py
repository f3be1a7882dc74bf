"""Pages that read without anybody's answers: a benefit, a document, a place."""
