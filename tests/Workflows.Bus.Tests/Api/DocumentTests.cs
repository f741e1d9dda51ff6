using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Workflows.Api;
using Workflows.Api.Document;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

public sealed class DocumentTests
{
    [Fact]
    public void The_document_is_the_approved_one() =>
        Approved.Check("openapi", OpenApiText.For(ApiHost.Prefix).ToJsonString(new JsonSerializerOptions(ApiJson.Options) { WriteIndented = true }));

    [Fact]
    public async Task The_document_is_served_and_valid()
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.GetAsync("/openapi.json");
        var text = (await response.ShouldSucceedAsync()).ToJsonString();

        var (document, diagnostic) = OpenApiDocument.Parse(text, "json");
        diagnostic.ShouldNotBeNull().Errors.ShouldBeEmpty();
        diagnostic.Warnings.ShouldBeEmpty();
        document.ShouldNotBeNull().Servers.ShouldNotBeNull().Single().Url.ShouldBe(ApiHost.Prefix);
        document.Paths.SelectMany(path => path.Value.Operations!.Values).Select(operation => operation.OperationId).ShouldBeUnique();
    }

    [Fact]
    public async Task It_lists_the_routes_that_are_mapped_and_no_others()
    {
        await using var host = await ApiHost.StartAsync(setup => setup.Map = app =>
        {
            app.MapGet("/mine", () => "mine").WithName("listInstances");
            return app.MapWorkflowApi(ApiHost.Prefix);
        });
        var mapped = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(ApiHost.Prefix, StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("{**", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText![ApiHost.Prefix.Length..]}"));
        var listed = OpenApiText.For(ApiHost.Prefix)["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));

        listed.Order().ShouldBe(mapped.Order());
    }

    [Fact]
    public void Its_examples_fit_its_schemas()
    {
        var document = OpenApiText.For("/");
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!))
        {
            var contents = operation["responses"]!.AsObject().Select(response => response.Value!["content"]!)
                .Concat(operation["requestBody"] is { } body ? [body["content"]!] : []);
            foreach (var media in contents.SelectMany(content => content.AsObject()).Select(content => content.Value!))
            {
                if (media["example"] is { } example)
                    SchemaCheck.Check(example, media["schema"]!, document, operation["operationId"]!.GetValue<string>());

                foreach (var (name, _) in media["examples"]?.AsObject() ?? [])
                    SchemaCheck.Check(document["components"]!["examples"]![name]!["value"], media["schema"]!, document, name);
            }
        }
    }

    [Fact]
    public async Task Documents_of_the_host_do_not_list_it()
    {
        await using var host = await ApiHost.StartAsync(setup =>
        {
            setup.Services = services => services.AddOpenApi();
            setup.Map = app =>
            {
                app.MapOpenApi();
                app.MapGet("/mine", () => "mine").WithName("listInstances");
                return app.MapWorkflowApi(ApiHost.Prefix);
            };
        });
        var text = await host.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        JsonNode.Parse(text)!["paths"]!.AsObject().Select(path => path.Key).ShouldBe(["/mine"]);
        host.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items).Select(item => item.RelativePath).ShouldBe(["mine"]);
    }

    [Fact]
    public async Task Json_settings_of_the_host_change_nothing()
    {
        await using var host = await ApiHost.StartAsync(setup => setup.Services = services => services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper;
            options.SerializerOptions.WriteIndented = true;
        }));
        var id = await host.StartInstanceAsync(new { Title = "x" }, "note");
        (await host.ReadAsync($"/{id}"))["instanceId"]!.GetValue<Guid>().ShouldBe(id);
    }
}
