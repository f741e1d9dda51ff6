using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;

#pragma warning disable xUnit1051 // The example is for every test framework.

namespace Workflows.Tests.Readme;

public sealed class OnboardingTests : IAsyncDisposable
{
    private readonly ServiceProvider _provider = new ServiceCollection()
        .AddSingleton<IMailer, MailLog>()
        .AddWorkflowTestHarness(w => w.AddWorkflow<OnboardingWorkflow>())
        .BuildServiceProvider();

    private WorkflowTestHarness Harness => _provider.GetRequiredService<WorkflowTestHarness>();

    [Fact]
    public async Task Who_confirms_is_activated()
    {
        var userId = Guid.NewGuid();
        await Harness.PublishAsync(new UserSignedUp(userId, "ann@example.com"));     // returns when nothing moves any more
        var run = Harness.SingleRunOf<OnboardingWorkflow>();
        run.ShouldHaveExecuted<SendWelcome>(times: 1);

        await Harness.AdvanceAsync(TimeSpan.FromHours(24));                          // virtual time: nobody waits
        run.ShouldBeWaitingFor<UserConfirmed>();

        await Harness.RunToCompletionAsync(run, new UserConfirmed(userId, Harness.Clock.GetUtcNow()));
        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted<ActivateUser>().ShouldNotHaveExecuted<SendReminder>();
    }

    [Fact]
    public async Task A_mail_server_that_is_down_is_tried_five_times()
    {
        Harness.FakeStep<SendWelcome>(_ => throw new TimeoutException("The mail server does not answer."));
        var run = await Harness.StartAsync<OnboardingWorkflow>(new Onboarding { UserId = Guid.NewGuid(), Email = "ann@example.com" });

        await Harness.AdvanceAsync(TimeSpan.FromHours(1));                           // every retry at its own time

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed<SendWelcome>(attempts: 5);
    }

    [Fact]
    public async Task A_step_can_be_tested_alone()
    {
        var mails = new MailLog();
        var context = StepContexts.Create(new Onboarding { Email = "ann@example.com" });

        await new SendWelcome(mails).Execute(context);

        Assert.Equal([context.IdempotencyKey], mails.Keys);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
