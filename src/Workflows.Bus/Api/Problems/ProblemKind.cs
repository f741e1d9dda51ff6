namespace Workflows.Api.Problems;

/// <summary>The kinds of problems that the API answers with. Their names are part of the API and never change their meaning.</summary>
/// <param name="Name">Last part of the type URI.</param>
/// <param name="Status">HTTP status code.</param>
/// <param name="Title">The same for all of a kind.</param>
/// <param name="Example">A detail as it may read.</param>
internal sealed record ProblemKind(string Name, int Status, string Title, string Example)
{
    public static readonly ProblemKind MalformedRequest = new("malformed-request", 400, "The path or the query cannot be read",
        "'limit' must be a whole number from 1 to 500, but it is '0'.");
    public static readonly ProblemKind MalformedJson = new("malformed-json", 400, "The body is not JSON that can be taken",
        "The body is not JSON that can be taken: 'x' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0.");
    public static readonly ProblemKind AccessDenied = new("access-denied", 403, "The request may not come in",
        "Answers only to this machine until the endpoint says who may enter.");
    public static readonly ProblemKind ActorNotAllowed = new("actor-not-allowed", 403, "A signed-in user acts under the own name",
        "You are signed in as 'ann', so the journal will say that it was you. Leave 'actor' out.");
    public static readonly ProblemKind NoSuchRoute = new("no-such-route", 404, "There is nothing at this path",
        "The management API has nothing at '/x/y'. Its routes stand in openapi.json beside them.");
    public static readonly ProblemKind InstanceNotFound = new("instance-not-found", 404, "There is no such instance",
        "There is no instance 0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10.");
    public static readonly ProblemKind JobNotFound = new("job-not-found", 404, "There is no such operation on many instances",
        "There is no job 0194f1d2-9a40-7c11-8f02-51b7c0a9d3e4.");
    public static readonly ProblemKind NotInQuarantine = new("not-in-quarantine", 404, "There is no such row in quarantine",
        "There is nothing in quarantine under 3f1c9a52-8d0e-8b47-9c1d-52a7e0b4c6f8.");
    public static readonly ProblemKind UnknownWorkflow = new("unknown-workflow", 404, "There is no such workflow",
        "No workflow is named 'Onbording' here. Did you mean 'Onboarding'?");
    public static readonly ProblemKind UnknownEvent = new("unknown-event", 404, "The workflow waits for no such event",
        "Onboarding waits for no event 'UserConfirm'. Did you mean 'urn:message:Shop:UserConfirmed'?");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "The path does not have this method",
        "This path takes GET, but the request is 'PUT'.");
    public static readonly ProblemKind WrongStatus = new("wrong-status", 409, "The status of the instance does not allow it",
        "Resume is not possible while the instance is Running. Possible: pause, cancel; retry and skip while a retry is pending.");
    public static readonly ProblemKind DuplicateKey = new("duplicate-key", 409, "Another live instance holds the key",
        "Onboarding allows one live instance per key, and instance 0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10 holds 'user-42'. Wait for its end, cancel it, or start with another key.");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "The body is too large",
        "The body may have 1,048,576 bytes, but it has more.");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The body is not application/json",
        "The body must be application/json in UTF-8, but its Content-Type is 'text/plain'.");
    public static readonly ProblemKind InvalidBody = new("invalid-body", 422, "The body does not say what is needed",
        "The body lacks the member 'workflow': Name of the workflow; its newest version is started.");
    public static readonly ProblemKind UnknownNode = new("unknown-node", 422, "The definition has no such node",
        "Onboarding v1 has no node 'SendWelcom'. Did you mean 'SendWelcome'?");
    public static readonly ProblemKind Internal = new("internal", 500, "Something went wrong here",
        "The request could not be carried out. The log of the process says why, under the trace id given here.");
    public static readonly ProblemKind StoreUnavailable = new("store-unavailable", 503, "The store cannot be reached or is not ready",
        "The store of the workflows cannot be reached or is not ready. Try again; if it lasts, look at the health check and the log of the process.");
    public static readonly ProblemKind TimedOut = new("timed-out", 504, "Nothing came of it in time",
        "Nothing came of it within 15 seconds. It may still be obeyed: look at the instance before you send it again.");

    /// <summary>Those that any route may answer with.</summary>
    public static readonly IReadOnlyList<ProblemKind> OfEveryRoute = [MalformedRequest, AccessDenied, Internal, StoreUnavailable, TimedOut];

    /// <summary>Those that any route with a body may answer with.</summary>
    public static readonly IReadOnlyList<ProblemKind> OfEveryBody = [MalformedJson, BodyTooLarge, UnsupportedMediaType, InvalidBody];

    public string Type => $"urn:bus-workflows:problem:{Name}";
}
