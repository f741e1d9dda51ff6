using Onboarding.Users;
using Workflows;

namespace Onboarding;

public sealed class ActivateUser(IUserRecords users) : IStep<OnboardingState>
{
    public async Task Execute(StepContext<OnboardingState> context)
    {
        await users.ActivateAsync(context.State.UserId, context.CancellationToken);
        context.Publish(new UserActivated(context.State.UserId));
    }
}
