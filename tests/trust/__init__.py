"""Whether the bot keeps its promises while some of those who write to it mean it harm: `make trust`."""
