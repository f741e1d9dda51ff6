namespace Workflows.Tests.Readme;

public sealed class OnboardingWorkflow : Workflow<Onboarding>            // Onboarding: the user's own state class
{
    protected override void Define(IWorkflowBuilder<Onboarding> flow)
    {
        flow.StartedBy<UserSignedUp>(e => new Onboarding { UserId = e.UserId, Email = e.Email });
        flow.UniqueBy(s => s.UserId);                                    // one live instance per user

        flow.Step<SendWelcome>().Retry(r => r.Exponential(maxAttempts: 5, first: TimeSpan.FromSeconds(1)));
        flow.Sleep("cool-down", TimeSpan.FromHours(24));

        flow.WaitFor<UserConfirmed>("confirmation")
            .CorrelatedBy(e => e.UserId, s => s.UserId)
            .OnReceived((s, e) => s.ConfirmedAt = e.ConfirmedAt)
            .Within(TimeSpan.FromDays(7), onTimeout => onTimeout.Step<SendReminder>());

        flow.If(s => s.ConfirmedAt is not null, then => then.Step<ActivateUser>());
    }
}

public sealed class SendWelcome(IMailer mailer) : IStep<Onboarding>      // resolved from DI, one scope per attempt
{
    public Task Execute(StepContext<Onboarding> context) =>
        mailer.Send(context.State.Email, idempotencyKey: context.IdempotencyKey, context.CancellationToken);
}
