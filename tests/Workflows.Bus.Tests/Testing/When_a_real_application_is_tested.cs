using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Onboarding;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Testing;

/// <summary>The sample, as it registers everything itself, behind a WebApplicationFactory.</summary>
public sealed class When_a_real_application_is_tested
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ours")]
    [InlineData("MassTransit's, ours")]
    [InlineData("ours, MassTransit's")]
    public async Task Its_workflows_run_in_virtual_time(string harnesses)
    {
        await using var application = new Application(harnesses);
        using var http = application.CreateClient();
        var harness = application.Services.GetRequiredService<WorkflowTestHarness>();

        using var signedUp = await http.PostAsJsonAsync("/signups", new { name = "Ada", email = "ada@example.org" }, Cancellation);
        signedUp.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var userId = (await signedUp.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("userId").GetGuid();
        await harness.RunUntilIdleAsync();
        var run = harness.SingleRunOf<OnboardingWorkflow>();
        run.ShouldHaveExecuted<SendWelcome>(times: 1).ShouldBeAt("CreateAccount");       // it takes 200 milliseconds of virtual time

        await harness.AdvanceAsync(TimeSpan.FromSeconds(3));                                                          // and works at the third attempt
        run.ShouldHaveFailed<CreateAccount>(attempts: 2).ShouldBeAt("cool-down");
        await harness.AdvanceAsync(TimeSpan.FromSeconds(5));
        run.ShouldBeWaitingFor<UserConfirmed>();
        (await http.PostAsync($"/users/{userId}/confirm", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await harness.RunUntilIdleAsync();

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted<ActivateUser>();
        (await http.GetFromJsonAsync<JsonElement>($"/users/{userId}", Cancellation)).GetProperty("active").GetBoolean().ShouldBeTrue();
        harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_confirms_whom_nobody_knows()
    {
        await using var application = new Application("ours");
        using var http = application.CreateClient();

        (await http.PostAsync($"/users/{Guid.NewGuid()}/confirm", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Time stands still, and the step wants 200 milliseconds of it: the host would wait for half a minute.</summary>
    [Fact]
    public async Task It_ends_at_once_in_the_middle_of_a_step()
    {
        var application = new Application("ours");
        using var http = application.CreateClient();
        (await http.PostAsJsonAsync("/signups", new { name = "Ada", email = "ada@example.org" }, Cancellation)).EnsureSuccessStatusCode();
        await application.Services.GetRequiredService<WorkflowTestHarness>().RunUntilIdleAsync();

        await application.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    private sealed class Application(string harnesses) : WebApplicationFactory<OnboardingWorkflow>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            // Embedded, also where the environment names real services.
            builder.UseSetting("ConnectionStrings:Workflows", "").UseSetting("RabbitMq:Uri", "");
            builder.ConfigureTestServices(services =>
            {
                foreach (var harness in harnesses.Split(", "))
                    _ = harness == "ours" ? services.AddWorkflowTesting() : services.AddMassTransitTestHarness(TextWriter.Null);
            });
        }
    }
}
