"""What others may do to us: strings, forged messages, foreign ids. Rows of docs/security.md name these tests."""
