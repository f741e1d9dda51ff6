using MassTransit;
using Onboarding.Users;

namespace Onboarding;

/// <summary>The sample's own HTTP interface. It only publishes events; the workflow does the rest.</summary>
public static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        app.MapPost("/signups", SignUp);
        app.MapPost("/users/{userId:guid}/confirm", Confirm);
        app.MapGet("/users/{userId:guid}", async (Guid userId, IUserRecords users, CancellationToken cancellationToken) =>
            await users.FindAsync(userId, cancellationToken) is { } user ? Results.Ok(user) : Results.NotFound());
    }

    private static async Task<IResult> SignUp(SignUpRequest request, IUserRecords users, IBusControl bus, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || string.IsNullOrWhiteSpace(request.Email))
            return Results.Problem("A sign-up needs a name and an email.", statusCode: StatusCodes.Status400BadRequest);

        if (NotConnected(bus) is { } problem)
            return problem;

        var userId = NewId.NextGuid();
        await users.AddAsync(userId, request.Name, request.Email, cancellationToken);
        await bus.Publish(new UserSignedUp(userId, request.Name, request.Email), cancellationToken);
        return Results.Accepted($"/users/{userId}", new { userId });
    }

    private static async Task<IResult> Confirm(Guid userId, IUserRecords users, IBusControl bus, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is null)
            return Results.NotFound();

        if (NotConnected(bus) is { } problem)
            return problem;

        await bus.Publish(new UserConfirmed(userId, time.GetUtcNow()), cancellationToken);
        return Results.Accepted($"/users/{userId}", new { userId });
    }

    /// <summary>What is published before the bus has its endpoints reaches nobody.</summary>
    private static IResult? NotConnected(IBusControl bus) =>
        bus.CheckHealth().Status == BusHealthStatus.Unhealthy
            ? Results.Problem("The message bus is not connected yet. Try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : null;
}

public sealed record SignUpRequest(string? Name, string? Email);
