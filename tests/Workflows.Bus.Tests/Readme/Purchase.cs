namespace Workflows.Tests.Readme;

public sealed class Purchase
{
    public Guid Id { get; set; }

    public string Customer { get; set; } = "";

    public decimal Total { get; set; }

    public DateTimeOffset DeliverAt { get; set; }

    public string? Reservation { get; set; }

    public string? ApprovedBy { get; set; }

    public string? Receipt { get; set; }
}

public sealed record BasketSubmitted(Guid BasketId, decimal Total, string Customer);

public sealed record PurchaseApproved(Guid PurchaseId, decimal Limit, string By);

public sealed record StockReserved(Guid PurchaseId);

public sealed class PaymentRefusedException(string message) : Exception(message);

public interface IWarehouse
{
    Task<string> Reserve(Guid purchaseId, string idempotencyKey, CancellationToken cancellationToken);
}

public interface ICardService
{
    Task<string> Charge(string customer, decimal amount, string idempotencyKey, CancellationToken cancellationToken);
}
