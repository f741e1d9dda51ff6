using System.Collections.Concurrent;

namespace Onboarding;

/// <summary>What this process takes for broken, so that there is something to see and to repair: "mail" or "directory".</summary>
public sealed class Outages
{
    private readonly ConcurrentDictionary<string, bool> _down = new(StringComparer.OrdinalIgnoreCase);

    public void ThrowIfDown(string service)
    {
        if (_down.ContainsKey(service))
            throw new ServiceDownException($"The {service} server does not answer. DELETE /outages/{service} brings it back.");
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/outages", () => _down.Keys.Order());
        app.MapPut("/outages/{service}", (string service) =>
        {
            _down[service] = true;
            return Results.NoContent();
        });
        app.MapDelete("/outages/{service}", (string service) => _down.TryRemove(service, out _) ? Results.NoContent() : Results.NotFound());
    }
}

public sealed class ServiceDownException(string message) : Exception(message);
