"""What things are called in Chinese: the one home of the wording that templates cannot hold."""
