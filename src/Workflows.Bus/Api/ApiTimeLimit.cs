using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Api;

/// <summary>How long a request may take: until its client goes away, or the limit has passed.</summary>
internal sealed class ApiTimeLimit : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _linked;

    public ApiTimeLimit(TimeSpan limit, HttpContext context)
    {
        _limit = new CancellationTokenSource(limit, context.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, context.RequestAborted);
    }

    public CancellationToken Token => _linked.Token;

    public bool Passed => _limit.IsCancellationRequested;

    public void Dispose()
    {
        _linked.Dispose();
        _limit.Dispose();
    }
}
