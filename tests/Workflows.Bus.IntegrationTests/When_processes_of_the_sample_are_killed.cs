using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;
using Workflows.IntegrationTests.Processes;

namespace Workflows.IntegrationTests;

/// <summary>The sample as it is: two processes, three people who sign up, and one process after the other is killed.</summary>
[Collection(SampleCollection.Name)]
public sealed class When_processes_of_the_sample_are_killed
{
    [Fact]
    public async Task Three_sign_ups_complete_with_every_step_completed_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var instances = InstanceView.Of(database.ConnectionString, "workflows");
        await using var pair = await SamplePair.StartAsync(database.ConnectionString);
        var users = new List<Guid>();

        // A step runs: its own process dies.
        users.Add(await pair.Any.SignUpAsync("ada"));
        var ada = await FindAsync(pair, instances, users[0]);
        await instances.JournalReachesAsync(ada, "StepStarted", "CreateAccount");
        await pair.KillAsync((await instances.JournalOfAsync(ada)).WorkersOf("StepStarted", "CreateAccount").Last());

        // A step has been committed, and what follows is being sent.
        users.Add(await pair.Any.SignUpAsync("grace"));
        var grace = await FindAsync(pair, instances, users[1]);
        await instances.JournalReachesAsync(grace, "StepCompleted", "CreateAccount");
        await pair.KillAsync((await instances.JournalOfAsync(grace)).WorkersOf("StepCompleted", "CreateAccount").Single());

        // It sleeps.
        users.Add(await pair.Any.SignUpAsync("edsger"));
        var edsger = await FindAsync(pair, instances, users[2]);
        await instances.ReachesAsync(edsger, "cool-down", WorkflowTokenState.Sleeping);
        await pair.KillAsync(pair.Any.WorkerName);

        // Its event arrives.
        await Task.WhenAll(users.Select(user => pair.Any.ConfirmAsync(user)));
        await pair.KillAsync(pair.Any.WorkerName);

        foreach (var (user, instanceId) in users.Zip([ada, grace, edsger]))
        {
            await instances.CompletesAsync(instanceId);
            var journal = await instances.JournalOfAsync(instanceId);
            journal.ShouldShowEachOnce("SendWelcome", "CreateAccount", "ActivateUser");
            TestContext.Current.TestOutputHelper!.WriteLine($"{instanceId}\n{journal}");
            var record = await pair.Any.UserAsync(user);
            record.GetProperty("active").GetBoolean().ShouldBeTrue();
            record.GetProperty("mailsSent").EnumerateArray().Select(mail => mail.GetString()).ShouldBe(["welcome"]);
        }
    }

    private static async Task<Guid> FindAsync(SamplePair pair, InstanceView instances, Guid userId)
    {
        await Eventually.HoldsAsync(async () => (await instances.ListAsync("Onboarding")).Any(row => row.Key == $"{userId}"), () => Task.FromResult($"The sign-up of {userId} is to start an instance.\n{pair.Output}"));
        return (await instances.ListAsync("Onboarding")).Single(row => row.Key == $"{userId}").InstanceId;
    }
}
