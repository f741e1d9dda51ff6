using System.Net;
using System.Text;
using System.Text.Json;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

/// <summary>What cannot be read is answered with a sentence, and nothing is stored.</summary>
public sealed class RefusedRequestTests(SharedApiHost shared) : IClassFixture<SharedApiHost>
{
    [Theory]
    [InlineData("limit=0", "'limit' must be a whole number from 1 to 500, but it is '0'")]
    [InlineData("limit=-1", "'-1'")]
    [InlineData("limit=501", "'501'")]
    [InlineData("limit=99999999999999999999", "'99999999999999999999'")]
    [InlineData("limit=1.5", "'1.5'")]
    [InlineData("limit=", "''")]
    [InlineData("limit=5&limit=6", "'limit' may be given once, but it is given 2 times")]
    [InlineData("status=Faultd", "Did you mean 'Faulted'?")]
    [InlineData("status=4", "'4'")]
    [InlineData("status=Faulted,Paused", "'Faulted,Paused'")]
    [InlineData("sttus=Faulted", "Did you mean 'status'?")]
    [InlineData("Status=Faulted", "Did you mean 'status'?")]
    [InlineData("offset=5", "which means nothing here")]
    [InlineData("version=two", "'two'")]
    [InlineData("from=yesterday", "2026-05-04T12:30:00Z")]
    [InlineData("from=2026-01-01T00:00:00+02:00", "write the + of an offset as %2B")]
    [InlineData("to=05/04/2026", "'05/04/2026'")]
    [InlineData("after=abc", "'after' must be the 'next' of the page before")]
    [InlineData("after=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%27", "'after' must be")]
    [InlineData("after=_________________________________", "'after' must be")]
    [InlineData("key=a%00b", "null character")]
    [InlineData("workflow=%00", "null character")]
    [InlineData("tag.=x", "must name a tag behind 'tag.'")]
    [InlineData("tag.a=1&tag.a=2", "given 2 times")]
    [InlineData("tag.a=%00", "null character")]
    [InlineData("tag=x", "which means nothing here")]
    [InlineData("tag.%3Cname%3E=x&%3Cscript%3E=1", "'<script>'")]
    public async Task A_query_that_cannot_be_read(string query, string says)
    {
        var host = shared.Host;
        using var response = await host.GetAsync($"/?{query}");
        (await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-request")).Detail().ShouldContain(says);
    }

    [Theory]
    [InlineData("/42")]
    [InlineData("/00000000-0000-0000-0000-00000000000g/journal")]
    [InlineData("/%7B0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10%7D")]
    [InlineData("/1'%20or%20'1'='1")]
    public async Task An_id_that_is_no_uuid(string path)
    {
        var host = shared.Host;
        using var response = await host.GetAsync(path);
        (await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-request")).Detail().ShouldContain("'id' must be a UUID");
    }

    [Theory]
    [InlineData("after=-1")]
    [InlineData("limit=1001")]
    [InlineData("limit=0")]
    [InlineData("key=x")]
    public async Task A_journal_page_that_cannot_be(string query)
    {
        var host = shared.Host;
        using var response = await host.GetAsync($"/{Guid.NewGuid()}/journal?{query}");
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-request");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("workflow=ticket")]
    [InlineData("""{"workflow":"ticket","workflow":"note","state":{}}""")]
    [InlineData("""{"workflow":"ticket","state":{"a":1,"a":2}}""")]
    [InlineData("""{"workflow":"ticket","state":{}} {}""")]
    [InlineData("""{"workflow":"ticket","state":{},}""")]
    [InlineData("""{"workflow":"ticket","state":NaN}""")]
    [InlineData("""{"workflow":"ticket","state":{},"tags":{"\ud800":"a"}}""")]
    [InlineData("""{"workflow":"ticket","state":{"Extra":{"\udc00":"a"}}}""")]
    [InlineData("""{"workflow":"ticket","state":{},"\ud800":"x"}""")]
    public async Task A_body_that_is_no_json(string body) => await RefusesAsync(body, HttpStatusCode.BadRequest, "malformed-json", "The body is not JSON");

    [Fact]
    public async Task A_body_that_is_nested_too_deep() =>
        await RefusesAsync($$"""{"workflow":"ticket","state":{{string.Concat(Enumerable.Repeat("""{"a":""", 10_000))}}1{{new string('}', 10_000)}}}""", HttpStatusCode.BadRequest, "malformed-json", "depth");

    [Fact]
    public async Task A_body_that_is_not_utf8()
    {
        var host = shared.Host;
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes("""{"workflow":"ticket","state":{"Title":"é"}}"""));
        content.Headers.ContentType = new("application/json");
        using var response = await host.Client.PostAsync(ApiHost.Prefix, content, TestContext.Current.CancellationToken);
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-json");
    }

    [Theory]
    [InlineData("[]", "must be a JSON object, but it is an array")]
    [InlineData("null", "but it is null")]
    [InlineData("""{"state":{}}""", "lacks the member 'workflow'")]
    [InlineData("""{"workflow":null,"state":{}}""", "lacks the member 'workflow'")]
    [InlineData("""{"workflow":"ticket"}""", "lacks the member 'state'")]
    [InlineData("""{"workflow":7,"state":{}}""", "'workflow' must be a string, but it is a number")]
    [InlineData("""{"workflow":"ticket","state":"{}"}""", "'state' must be a JSON object, but it is a string")]
    [InlineData("""{"workflow":"ticket","state":[]}""", "'state' must be a JSON object, but it is an array")]
    [InlineData("""{"workflow":"ticket","state":{"Fails":"perhaps"}}""", "Fails")]
    [InlineData("""{"workflow":"ticket","state":{"Titel":"x"}}""", "there is no member 'Titel'. Did you mean 'Title'?")]
    [InlineData("""{"workflow":"ticket","state":{"Title":"a\u0000b"}}""", "null character")]
    [InlineData("""{"workflow":"ticket","state":{"TicketId":"\u0000"}}""", "null character")]
    [InlineData("""{"workflow":"ticket","state":{"Title":"\ud800"}}""", "")]
    [InlineData("""{"workflow":"ticket","state":{},"key":"a\u0000b"}""", "null character")]
    [InlineData("""{"workflow":"ticket","state":{},"key":"\udc00"}""", "half of a surrogate pair")]
    [InlineData("""{"workflow":"ticket","state":{},"key":""}""", "A key must not be empty")]
    [InlineData("""{"workflow":"ticket","state":{},"reason":"\u0000"}""", "null character")]
    [InlineData("""{"workflow":"ticket","state":{},"actor":"\u0000"}""", "null character")]
    [InlineData("""{"workflow":"ticket","state":{},"tags":{"a":"\u0000"}}""", "null character")]
    [InlineData("""{"workflow":"ticket","state":{},"tags":{"\u0000":"a"}}""", "name of a tag")]
    [InlineData("""{"workflow":"ticket","state":{},"tags":{"":"a"}}""", "name of a tag")]
    [InlineData("""{"workflow":"ticket","state":{},"tags":{"a":1}}""", "members are strings")]
    [InlineData("""{"workflow":"ticket","state":{},"tags":[]}""", "members are strings")]
    [InlineData("""{"workflow":"ticket","state":{},"instanceId":"7"}""", "'instanceId' must be a UUID")]
    [InlineData("""{"workflow":"ticket","state":{},"instanceId":7}""", "'instanceId' must be a UUID")]
    [InlineData("""{"workflow":"ticket","state":{},"instanceId":"00000000-0000-0000-0000-000000000000"}""", "'instanceId' must not be all zeros")]
    [InlineData("""{"workflow":"ticket","state":{},"startAt":"soon"}""", "'startAt' must be a time")]
    [InlineData("""{"workflow":"ticket","state":{},"startAt":1777000000}""", "'startAt' must be a time")]
    [InlineData("""{"workflow":"ticket","state":{},"instanceid":"x"}""", "Did you mean 'instanceId'?")]
    public async Task A_start_that_does_not_say_what_is_needed(string body, string says) =>
        await RefusesAsync(body, HttpStatusCode.UnprocessableEntity, "invalid-body", says);

    [Theory]
    [InlineData("key", 201, "200")]
    [InlineData("reason", 2_001, "2000")]
    [InlineData("actor", 201, "200")]
    [InlineData("workflow", 201, "200")]
    public async Task Texts_that_are_too_long(string member, int length, string says) =>
        await RefusesAsync(StartWith(member, new string('x', length)), HttpStatusCode.UnprocessableEntity, "invalid-body", says);

    [Fact]
    public async Task Keys_and_tags_that_are_too_long()
    {
        await RefusesAsync(StartWith("state", new { TicketId = new string('k', 201) }), HttpStatusCode.UnprocessableEntity, "invalid-body", "200");
        await RefusesAsync(StartWith("tags", new { t = new string('v', 257) }), HttpStatusCode.UnprocessableEntity, "invalid-body", "256");
        await RefusesAsync(StartWith("tags", Enumerable.Range(0, 33).ToDictionary(i => $"t{i}", _ => "")), HttpStatusCode.UnprocessableEntity, "invalid-body", "32 tags");
    }

    [Theory]
    [InlineData("""{"workflow":"tickt","state":{}}""", "Did you mean 'ticket'?")]
    [InlineData("""{"workflow":"' OR 1=1; DROP TABLE workflows.instances; --","state":{}}""", "DROP TABLE")]
    [InlineData("""{"workflow":"","state":{}}""", "''")]
    public async Task A_workflow_that_is_not_there(string body, string says) => await RefusesAsync(body, HttpStatusCode.NotFound, "unknown-workflow", says);

    [Fact]
    public async Task An_empty_start()
    {
        var host = shared.Host;
        using var response = await host.PostAsync("/");
        (await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-body")).Detail().ShouldContain("the body is empty");
    }

    [Theory]
    [InlineData("pause", """{"raeson":"x"}""", "Did you mean 'reason'?")]
    [InlineData("pause", """{"result":{}}""", "which means nothing here")]
    [InlineData("pause", """{"reason":["x"]}""", "'reason' must be a string, but it is an array")]
    [InlineData("rewind", "{}", "lacks the member 'node'")]
    [InlineData("skip", """{"result":7}""", "'result' must be a JSON object")]
    public async Task An_operation_with_a_body_that_does_not_fit(string verb, string body, string says)
    {
        var host = shared.Host;
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        using var response = await host.PostTextAsync($"/{id}/{verb}", body);
        (await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-body")).Detail().ShouldContain(says);
        (await host.ReadAsync($"/{id}"))["status"]!.GetValue<string>().ShouldBe("Waiting");
    }

    [Fact]
    public async Task A_parameter_of_a_route_that_has_none()
    {
        var host = shared.Host;
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        using var response = await host.PostAsync($"/{id}/pause?reason=x");
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-request");
        (await host.ReadAsync($"/{id}"))["status"]!.GetValue<string>().ShouldBe("Waiting");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("json")]
    [InlineData(null)]
    public async Task A_body_of_another_media_type(string? mediaType)
    {
        var host = shared.Host;
        var before = await host.CountInstancesAsync();
        using var response = await host.PostTextAsync("/", """{"workflow":"note","state":{}}""", mediaType);
        (await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")).Detail().ShouldContain("application/json");
        (await host.CountInstancesAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/vnd.acme+json")]
    public async Task Json_by_any_of_its_names_is_taken(string mediaType)
    {
        var host = shared.Host;
        using var response = await host.PostTextAsync("/", "\uFEFF{\"workflow\":\"note\",\"state\":{}}", mediaType);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_compressed_body()
    {
        var host = shared.Host;
        using var content = new ByteArrayContent([0x1f, 0x8b, 1, 2, 3]);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await host.Client.PostAsync(ApiHost.Prefix, content, TestContext.Current.CancellationToken);
        (await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")).Detail().ShouldContain("gzip");
    }

    private static string StartWith(string member, object value)
    {
        var body = new Dictionary<string, object> { ["workflow"] = "ticket", ["state"] = new { } };
        body[member] = value;
        return JsonSerializer.Serialize(body);
    }

    private async Task RefusesAsync(string body, HttpStatusCode status, string kind, string says)
    {
        var host = shared.Host;
        var before = await host.CountInstancesAsync();
        using var response = await host.PostTextAsync("/", body);
        (await response.ShouldBeProblemAsync(status, kind)).Detail().ShouldContain(says);
        (await host.CountInstancesAsync()).ShouldBe(before);
    }
}
