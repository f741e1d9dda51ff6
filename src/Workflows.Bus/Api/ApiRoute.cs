using Workflows.Api.Input;
using Workflows.Api.Problems;

namespace Workflows.Api;

/// <summary>One route: what it takes, what it does and what it answers. Requests are checked by it, and the OpenAPI document is written from it.</summary>
internal sealed record ApiRoute
{
    /// <summary>The HTTP method in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Path below the prefix, parameters in braces.</summary>
    public required string Pattern { get; init; }

    /// <summary>Name in the OpenAPI document.</summary>
    public required string Id { get; init; }

    public required string Summary { get; init; }

    /// <summary>Parameters of the path, in their order.</summary>
    public IReadOnlyList<InputField> Path { get; init; } = [];

    public IReadOnlyList<InputField> Query { get; init; } = [];

    /// <summary>Null: it takes none.</summary>
    public BodyShape? Body { get; init; }

    public required IReadOnlyList<ApiResponse> Responses { get; init; }

    /// <summary>Problems of its own, besides those that every route has.</summary>
    public IReadOnlyList<ProblemKind> Problems { get; init; } = [];

    public required Func<ApiCall, Task<ApiAnswer>> Run { get; init; }

    public IEnumerable<string> Segments => Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A success that a route may answer with.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Description">When.</param>
/// <param name="Example">A body as it may look; its type is the schema. Null: the body is described elsewhere.</param>
internal sealed record ApiResponse(int Status, string Description, object? Example)
{
    /// <summary>Whether it says the path of what was made or found.</summary>
    public bool HasLocation { get; init; }
}
