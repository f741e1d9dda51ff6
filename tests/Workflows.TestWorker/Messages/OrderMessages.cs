namespace Workflows.TestWorker.Messages;

/// <summary>Published by a step of an order, and waited for by the same order.</summary>
public sealed record StockReserved(Guid OrderId, int Count);
