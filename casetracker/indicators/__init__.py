"""What is counted, said once, and the one function that counts it."""
