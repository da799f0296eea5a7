//! The `[numbers]` table: what a site says about personal numbers.

use serde::Deserialize;
use toml::Spanned;

use super::Reader;
use crate::detect::number::policy::{ContactMobiles, IdMask, NumberPolicy, Profile};

/// The table as TOML sees it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Wire {
    profile: Option<Spanned<String>>,
    contact_mobiles: Option<Spanned<String>>,
    public_labels: Vec<String>,
    id_mask: Option<Spanned<Vec<usize>>>,
    serious_mask: Option<u64>,
    weak_mask: Option<u64>,
}

impl Wire {
    /// The default policy with what the table says in its place.
    pub(super) fn read(&self, reader: &mut Reader<'_>) -> NumberPolicy {
        let default = NumberPolicy::default();
        NumberPolicy {
            profile: self.profile.as_ref().and_then(|name| reader.profile(name)),
            contact_mobiles: self
                .contact_mobiles
                .as_ref()
                .map_or(default.contact_mobiles, |name| reader.contacts(name)),
            public_labels: self.public_labels.iter().filter(|label| !label.is_empty()).cloned().collect(),
            id_mask: self.id_mask.as_ref().map_or(default.id_mask, |shown| reader.id_mask(shown)),
            serious_mask: self.serious_mask.unwrap_or(default.serious_mask),
            weak_mask: self.weak_mask.unwrap_or(default.weak_mask),
        }
    }
}

impl Reader<'_> {
    fn profile(&mut self, name: &Spanned<String>) -> Option<Profile> {
        let profile = Profile::from_name(name.get_ref());
        if profile.is_none() {
            self.fault(name, "profile 应是 公示、采购 或 通知");
        }
        profile
    }

    fn contacts(&mut self, name: &Spanned<String>) -> ContactMobiles {
        match name.get_ref().as_str() {
            "clear" => ContactMobiles::Clear,
            "advise" => ContactMobiles::Advise,
            _ => {
                self.fault(name, "contact-mobiles 应是 clear（排除）或 advise（给出建议）");
                ContactMobiles::Clear
            }
        }
    }

    /// A mask that shows more than fourteen of eighteen digits hides nothing.
    fn id_mask(&mut self, shown: &Spanned<Vec<usize>>) -> IdMask {
        match shown.get_ref()[..] {
            [first, last] if first + last <= 14 => IdMask { first, last },
            _ => {
                self.fault(shown, "id-mask 应是两个数：开头和末尾各显示几位，合计不超过 14 位，如 [6, 4]");
                NumberPolicy::default().id_mask
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use crate::detect::number::policy::{ContactMobiles, IdMask, Profile};

    #[test]
    fn every_key_is_read() {
        let text = "[numbers]\nprofile = \"采购\"\ncontact-mobiles = \"advise\"\npublic-labels = [\"挂点干部电话\"]\nid-mask = [4, 4]\n\
                    serious-mask = 5\nweak-mask = 500\n";
        let numbers = Config::parse(text).map(|config| config.numbers).unwrap_or_default();
        assert_eq!((numbers.profile, numbers.contact_mobiles), (Some(Profile::Procurement), ContactMobiles::Advise));
        assert_eq!((numbers.id_mask, numbers.serious_mask, numbers.weak_mask), (IdMask { first: 4, last: 4 }, 5, 500));
        assert_eq!(numbers.public_labels, ["挂点干部电话"]);
    }

    #[test]
    fn faults_name_their_lines() {
        let lines = |text: &str| {
            Config::parse(text).err().map(|faults| faults.iter().map(|fault| fault.line).collect::<Vec<_>>())
        };
        assert_eq!(lines("[numbers]\nprofile = \"其他\"\n"), Some(vec![Some(2)]));
        assert_eq!(lines("[numbers]\nid-mask = [9, 9]\n"), Some(vec![Some(2)]));
    }
}
