using Onboarding.Users;
using Workflows;

namespace Onboarding;

public sealed class SendWelcome(IUserRecords users, Outages outages) : IStep<OnboardingState>
{
    public Task Execute(StepContext<OnboardingState> context)
    {
        outages.ThrowIfDown("mail");
        if (!context.State.Email.Contains('@', StringComparison.Ordinal))
            throw new AddressRefusedException($"The mail server refuses '{context.State.Email}': it is not an address.");

        return users.SendMailAsync(context.State.UserId, "welcome", context.IdempotencyKey, context.CancellationToken);
    }
}

public sealed class AddressRefusedException(string message) : Exception(message);
