#pragma warning disable CA1050 // A message type without a namespace is what is tested.
public sealed record TopLevelEvent(string Id);
