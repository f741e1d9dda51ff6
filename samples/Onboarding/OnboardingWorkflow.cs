using Workflows;

namespace Onboarding;

/// <summary>Welcome, an account, a pause, then the confirmation: with a reminder when it does not come in time.</summary>
public sealed class OnboardingWorkflow(OnboardingTimes times) : Workflow<OnboardingState>
{
    protected override void Define(IWorkflowBuilder<OnboardingState> flow)
    {
        flow.StartedBy<UserSignedUp>(e => new OnboardingState { UserId = e.UserId, Name = e.Name, Email = e.Email });
        flow.UniqueBy(s => s.UserId);

        flow.Step<SendWelcome>().Retry(r => r.Exponential(maxAttempts: 5, first: times.FirstRetry));
        flow.Step<CreateAccount>().Retry(r => r.Exponential(maxAttempts: 5, first: times.FirstRetry / 2));
        flow.Sleep("cool-down", times.CoolDown);

        flow.WaitFor<UserConfirmed>("confirmation")
            .CorrelatedBy(e => e.UserId, s => s.UserId)
            .OnReceived((s, e) => s.ConfirmedAt = e.ConfirmedAt)
            .Within(times.ConfirmWithin, onTimeout => onTimeout.Step<SendReminder>());

        flow.If(s => s.ConfirmedAt is not null, then => then.Step<ActivateUser>());
    }
}
