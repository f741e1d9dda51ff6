using Workflows;

namespace Onboarding;

/// <summary>Fails twice before it works, to show retries.</summary>
public sealed class CreateAccount(OnboardingTimes times, Outages outages, TimeProvider time) : IStep<OnboardingState>
{
    private const int FailingAttempts = 2;

    public async Task Execute(StepContext<OnboardingState> context)
    {
        await Task.Delay(times.AccountTakes, time, context.CancellationToken);
        outages.ThrowIfDown("directory");
        if (context.Attempt <= FailingAttempts)
            throw new DirectoryUnavailableException($"The directory refused the connection (attempt {context.Attempt}). This sample fails {FailingAttempts} times on purpose.");

        context.State.Account = $"user-{context.State.UserId:N}"[..13];
    }
}

public sealed class DirectoryUnavailableException(string message) : Exception(message);
