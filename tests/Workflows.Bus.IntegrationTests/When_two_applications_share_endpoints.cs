using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;
using Workflows.IntegrationTests.Processes;

namespace Workflows.IntegrationTests;

/// <summary>The same workflows run in two schemas behind endpoints of one name, and each application has the tables in its own context.</summary>
public sealed class When_two_applications_share_endpoints
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_find_it(bool modelNamesSchema)
    {
        await using var first = new EmptySchema();
        await using var second = new EmptySchema();
        var prefix = $"s{Guid.NewGuid().ToString("N")[..8]}";
        await using var one = await StartAsync(first.Name);
        await using var other = await StartAsync(second.Name);
        one.Identity.ShouldNotBeNull();
        other.Identity.ShouldNotBeNull().ShouldNotBe(one.Identity);

        foreach (var host in new[] { one, other })
        {
            await Eventually.HoldsAsync(async () =>
            {
                await one.StartChoreAsync();
                await other.StartChoreAsync();
                return (await host.RenewAsync()).Contains(WorkflowFindingKind.EndpointShared);
            }, () => Task.FromResult("Messages of the other store are not found."));
        }

        // Not in the one that both would have by default.
        foreach (var schema in new[] { first.Name, second.Name })
        {
            await Eventually.HoldsAsync(
                async () => (await TestSchema.ReadAsync($"SELECT to_regclass('{schema}.workflow_qrtz_locks') IS NOT NULL"))[0] == "True",
                () => Task.FromResult("The alarm is not beside the timers."));
        }

        async Task<ShopHost> StartAsync(string schema)
        {
            await TestSchema.ExecuteAsync($"CREATE SCHEMA {schema}");
            return await ShopHost.StartAsync(
                prefix,
                modelNamesSchema ? Services.PostgresConnectionString : $"{Services.PostgresConnectionString};Search Path={schema}",
                modelNamesSchema ? schema : null);
        }
    }
}
