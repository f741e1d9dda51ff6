using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Api.Problems;
using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Api.Routes;

/// <summary>Reads definitions.</summary>
internal static class DefinitionQueries
{
    private static readonly TextField _name = new("name", "Name of the workflow.", 200) { IsRequired = true, Example = "Onboarding" };
    private static readonly IntegerField _version = new("version", "Version. Default: the newest.", 0, int.MaxValue) { Example = 1 };

    public static IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/definitions",
            Id = "listDefinitions",
            Summary = "Lists the definitions that processes on this store have registered.",
            Responses = [new ApiResponse(StatusCodes.Status200OK, "All of them.", Examples.Definitions)],
            Run = ListAsync,
        },
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/definitions/{name}",
            Id = "getDefinition",
            Summary = "Shows one definition with its graph.",
            Path = [_name],
            Query = [_version],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "The definition.", Examples.Definition)],
            Problems = [ProblemKind.UnknownWorkflow],
            Run = GetAsync,
        },
    ];

    private static async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var definitions = await call.Client.GetDefinitionsAsync(call.CancellationToken);
        return new ApiAnswer(new DefinitionList([.. definitions.Select(definition => new DefinitionSummary(definition))]));
    }

    private static async Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var name = call.Path.Get(_name);
        var definitions = await call.Client.GetDefinitionsAsync(call.CancellationToken);
        var versions = definitions.Where(definition => definition.Name == name).OrderBy(definition => definition.Version).ToArray();
        if (versions.Length == 0)
            throw new WorkflowRefusedException(WorkflowRefusal.UnknownWorkflow, $"No workflow is named {InputText.Quoted(name)}.{Nearest.Sentence(name, definitions.Select(definition => definition.Name).Distinct())}");

        var numbers = versions.Select(definition => definition.Version).ToArray();
        var wanted = call.Query.FindValue(_version) ?? numbers[^1];
        var found = versions.FirstOrDefault(definition => definition.Version == wanted)
            ?? throw new WorkflowRefusedException(WorkflowRefusal.UnknownWorkflow, $"{name} has no version {wanted}. Registered: {string.Join(", ", numbers)}.");
        return new ApiAnswer(new DefinitionGraph(found, numbers));
    }
}
