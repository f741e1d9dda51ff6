using Onboarding.Users;
using Workflows;

namespace Onboarding;

public sealed class SendWelcome(IUserRecords users) : IStep<OnboardingState>
{
    public Task Execute(StepContext<OnboardingState> context) =>
        users.SendMailAsync(context.State.UserId, "welcome", context.IdempotencyKey, context.CancellationToken);
}
