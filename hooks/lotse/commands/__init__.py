"""What the commands of `lotse` do, one module a command."""
