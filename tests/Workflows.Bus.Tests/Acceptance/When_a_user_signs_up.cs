using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;
using Workflows.Tests.Readme;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_user_signs_up : IAsyncDisposable
{
    private static readonly Guid _userId = Guid.NewGuid();

    private readonly ServiceProvider _provider = new ServiceCollection()
        .AddSingleton<MailLog>()
        .AddSingleton<IMailer>(provider => provider.GetRequiredService<MailLog>())
        .AddWorkflowTestHarness(w => w.AddWorkflow<OnboardingWorkflow>())
        .BuildServiceProvider(validateScopes: true);

    private WorkflowTestHarness Harness => _provider.GetRequiredService<WorkflowTestHarness>();

    private MailLog Mails => _provider.GetRequiredService<MailLog>();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task It_is_welcomed_waits_and_is_activated_when_it_confirms()
    {
        await Harness.PublishAsync(new UserSignedUp(_userId, "ann@example.com"));
        var run = Harness.SingleRunOf<OnboardingWorkflow>();

        await Harness.RunToCompletionAsync(run, new UserConfirmed(_userId, Harness.Clock.GetUtcNow()));

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted<SendWelcome>(1).ShouldHaveExecuted<ActivateUser>(1).ShouldNotHaveExecuted<SendReminder>();
        run.State<Readme.Onboarding>().IsActive.ShouldBeTrue();
        Mails.Keys.ShouldBe([$"{run.InstanceId:N}/SendWelcome"]);
    }

    [Fact]
    public async Task It_is_reminded_after_a_week_without_confirmation()
    {
        await Harness.PublishAsync(new UserSignedUp(_userId, "ann@example.com"));
        await Harness.AdvanceAsync(TimeSpan.FromHours(24));
        var run = Harness.SingleRunOf<OnboardingWorkflow>();
        run.ShouldBeWaitingFor<UserConfirmed>();

        await Harness.AdvanceAsync(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));
        run.ShouldNotHaveExecuted<SendReminder>();
        await Harness.AdvanceAsync(TimeSpan.FromTicks(1));

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted<SendReminder>(1).ShouldNotHaveExecuted<ActivateUser>();
        run.Journal.Single(entry => entry.Kind == "WaitTimedOut").At.ShouldBe(run.Details.Summary.CreatedAt + TimeSpan.FromDays(8));
    }
}
