"""What the user does, each deed one module. The only place where the stages meet; no Qt."""
