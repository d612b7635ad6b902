"""The transport: receiving updates, their order, and the rate of outgoing requests."""
