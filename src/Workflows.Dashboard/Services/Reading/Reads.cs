using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Reading;

/// <summary>
/// Asks the workflows. Every question has a scope of its own: the parts of a page ask at the same time, a page in a browser lives for hours,
/// and what answers may hold one database connection that serves one question at a time.
/// </summary>
internal sealed class Reads(IServiceScopeFactory scopes)
{
    public Task<T> InstancesAsync<T>(Func<IWorkflowInstances, Task<T>> question) => AskAsync(question);

    public Task<T> InsightsAsync<T>(Func<IWorkflowInsights, Task<T>> question) => AskAsync(question);

    public Task<T> ClientAsync<T>(Func<IWorkflowClient, Task<T>> question) => AskAsync(question);

    public Task<T> BulkAsync<T>(Func<IWorkflowBulk, Task<T>> question) => AskAsync(question);

    public Task<T> QuarantineAsync<T>(Func<IWorkflowQuarantine, Task<T>> question) => AskAsync(question);

    /// <returns>What is wrong with this installation, as found last; empty where nothing tells of it.</returns>
    public IReadOnlyList<WorkflowFinding> Findings()
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetService<IWorkflowInstallation>()?.Read().Findings ?? [];
    }

    /// <returns>The failure with that fingerprint, in words; null: there is none, or nothing fails with it any more.</returns>
    public async Task<string?> FailureAsync(string? fingerprint, CancellationToken cancellationToken) =>
        fingerprint is null ? null : (await InsightsAsync(insights => insights.GetFailureAsync(fingerprint, cancellationToken)))?.Summary;

    private async Task<T> AskAsync<TService, T>(Func<TService, Task<T>> question)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
