using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Workflows.Dashboard.Tests.Browser;
using Workflows.Tests.Shared;

namespace Workflows.Dashboard.Tests.Samples;

/// <summary>The sample on PostgreSQL and RabbitMQ with a database of its own, and beside it the dashboard alone in another process.</summary>
public sealed class RunningSample : IAsyncLifetime
{
    private readonly string _database = $"dashboard_{Guid.NewGuid():N}";

    private ServedProcess _onboarding = default!;

    private ServedProcess _alone = default!;

    private static string Postgres => Setting("ConnectionStrings__Workflows");

    /// <summary>The dashboard's address: in the sample itself, or alone.</summary>
    public Uri Dashboard(bool alone) => alone ? _alone.Address : new Uri(_onboarding.Address, "/workflows/");

    public async ValueTask InitializeAsync()
    {
        await ExecuteAsync($"CREATE DATABASE {_database}");
        (string, string)[] settings =
        [
            ("ConnectionStrings__Workflows", new NpgsqlConnectionStringBuilder(Postgres) { Database = _database }.ConnectionString),
            ("RabbitMq__Uri", Setting("RabbitMq__Uri")),
            ("Onboarding__CoolDown", "00:00:00.5"),
            ("Onboarding__ConfirmWithin", "01:00:00"),
            ("Onboarding__FirstRetry", "00:00:00.1"),
        ];
        _onboarding = await ServedProcess.StartAsync(Repository.Sample("Onboarding"), "/health", settings);
        _alone = await ServedProcess.StartAsync(Repository.Sample("DashboardHost"), "/health", settings);
    }

    /// <returns>The instance that it started.</returns>
    public async Task<Guid> SignUpAsync(string name)
    {
        using var response = await _onboarding.Http.PostAsJsonAsync("/signups", new { name, email = $"{name}@shop.example" });
        response.EnsureSuccessStatusCode();
        var key = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("userId").GetString();
        Guid? id = null;
        await Until.TrueAsync(async () =>
        {
            var items = (await _onboarding.Http.GetFromJsonAsync<JsonElement>($"/api/workflows?key={key}")).GetProperty("items");
            id = items.GetArrayLength() == 1 ? items[0].GetProperty("instanceId").GetGuid() : null;
            return id is not null;
        });
        return id!.Value;
    }

    public Task BreakAsync(string service) => _onboarding.Http.PutAsync($"/outages/{service}", null);

    public Task MendAsync(string service) => _onboarding.Http.DeleteAsync($"/outages/{service}");

    /// <summary>Waits until the management API says so.</summary>
    public Task IsAsync(Guid id, string status) =>
        Until.TrueAsync(async () => (await _onboarding.Http.GetFromJsonAsync<JsonElement>($"/api/workflows/{id}")).GetProperty("status").GetString() == status);

    /// <summary>The last entry of that kind in the journal, by the management API.</summary>
    public async Task<JsonElement> EntryAsync(Guid id, string kind)
    {
        var journal = await _onboarding.Http.GetFromJsonAsync<JsonElement>($"/api/workflows/{id}/journal");
        return journal.GetProperty("items").EnumerateArray().Last(entry => entry.GetProperty("kind").GetString() == kind);
    }

    public async ValueTask DisposeAsync()
    {
        await _alone.DisposeAsync();
        await _onboarding.DisposeAsync();
        await ExecuteAsync($"DROP DATABASE {_database} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"Expected the setting {name} in the environment, but it is missing. Start the services and take over their settings: eval \"$(eng/services up)\".");
}
