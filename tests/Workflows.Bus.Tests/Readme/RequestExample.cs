using MassTransit;

namespace Workflows.Tests.Readme;

public sealed class CapturePayment(IRequestClient<CaptureFunds> payments) : IStep<Purchase>
{
    public async Task Execute(StepContext<Purchase> context)
    {
        var request = new CaptureFunds(context.State.Id, context.State.Total, context.IdempotencyKey);
        var answer = await payments.GetResponse<FundsCaptured, CaptureRefused>(request, context.CancellationToken, RequestTimeout.After(s: 20));
        context.State.Receipt = answer.Is(out Response<FundsCaptured>? captured) ? captured.Message.Receipt : throw new PaymentRefusedException("not covered");
    }
}

public sealed record CaptureFunds(Guid PurchaseId, decimal Amount, string IdempotencyKey);

public sealed record FundsCaptured(string Receipt);

public sealed record CaptureRefused;
