"""The OpenAPI 3.1 document, made from what makes the answers: parameters, annotations, columns, blocks."""
