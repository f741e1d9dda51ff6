using Workflows.Api.Input;
using Workflows.Definition;
using Workflows.Operations;

namespace Workflows.Api.Routes;

/// <summary>Fields that several routes have.</summary>
internal static class Fields
{
    public const string ExampleId = "0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10";

    public static readonly IdField Id = new("id", "The instance.") { IsRequired = true, Example = ExampleId };

    public static readonly TextField Reason = new("reason", "Why, for the journal.", OperationText.MaxReason) { Example = "payment provider is down" };

    public static readonly TextField Actor = new("actor", $"Who acts, for the journal. Only where nobody is signed in; else it is the signed-in user. Default: '{CallerName.Nobody}'.", OperationText.MaxActor) { Example = "ann" };

    public static readonly TextField Key = new("key", "Business key: the whole key, or its beginning when it ends in *.", KeyText.MaxLength + 1) { Example = "user-42" };

    public static readonly TextField After = new("after", "The 'next' of the page before.", 200) { Example = "CN4pV8kAAAAAlPHSfB57Op1YP2sqTI4Q" };
}
