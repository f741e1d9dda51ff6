using MassTransit;
using Workflows.Runtime;

namespace Workflows.Tests.Runtime;

/// <summary>A broker that takes messages up to a size.</summary>
internal sealed class PickyBroker : IBroker
{
    /// <summary>What it takes.</summary>
    public int Most { get; set; } = int.MaxValue;

    /// <summary>The sizes that it was asked for.</summary>
    public List<int> Asked { get; } = [];

    public int ForgottenCount { get; private set; }

    public void Suspect(Exception exception)
    {
    }

    public Task CheckSizeAsync(int size, string what, CancellationToken cancellationToken)
    {
        Asked.Add(size);
        return size <= Most ? Task.CompletedTask : throw new SendRefusedException($"The broker does not take {what}: {size} is more than {Most}.");
    }

    public void ForgetSizes() => ForgottenCount++;

    public Task<bool> IsTakingAsync() => Task.FromResult(true);

    public void AskForAnswer(SendContext request, Uri bus) => request.ResponseAddress = bus;

    public Task<string?> ClusterAsync() => Task.FromResult<string?>(null);
}
