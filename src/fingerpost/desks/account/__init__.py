"""The way in, and one's own account: who you are, which desk you sit at, where you are signed in."""
