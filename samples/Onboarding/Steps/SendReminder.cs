using Onboarding.Users;
using Workflows;

namespace Onboarding;

public sealed class SendReminder(IUserRecords users) : IStep<OnboardingState>
{
    public Task Execute(StepContext<OnboardingState> context) =>
        users.SendMailAsync(context.State.UserId, "reminder", context.IdempotencyKey, context.CancellationToken);
}
