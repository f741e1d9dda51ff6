#pragma warning disable CA1050 // It is what the test is about.
/// <summary>A message that no bus can name.</summary>
public sealed record MessageWithoutNamespace(string OrderId);
