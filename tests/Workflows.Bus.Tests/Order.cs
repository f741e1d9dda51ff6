namespace Workflows.Tests;

/// <summary>The state that the tests' workflows carry.</summary>
public sealed class Order
{
    public string? OrderId { get; set; } = "o-1";

    public string? ShipmentId { get; set; }

    public decimal Amount { get; set; }

    public int Count { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    public TimeSpan Delay { get; set; }

    public Customer? Customer { get; set; }

    public List<string> Trail { get; set; } = [];
}

public sealed class Customer
{
    public string? Email { get; set; }
}

public sealed record OrderPlaced(string OrderId);

public sealed record OrderPaid(string? OrderId, decimal Amount = 10);

public sealed record OrderShipped(string ShipmentId);

public sealed record OrderApproved(Guid CorrelationId) : MassTransit.CorrelatedBy<Guid>;
