"""What the Head decides on, and by what right: keys, letters, decisions, their proof."""
