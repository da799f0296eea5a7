//! What keeps an edit from being reported, or from being more than advice, however much its signs weigh:
//! ways of writing that are right as they stand, and one edit away from something more usual.

use super::characters::Likeness;
use super::context::{Covering, Signs};
use super::edit::{Edit, Kind};
use super::lexicon::{Hash, Kind as WordKind};
use super::{Knowledge, Tier, weigh};
use crate::detect::number::person;
use crate::model::{BOUNDARY, symbol};

/// Words that may join two others or be left out between them.
const JOINERS: &str = "和与及或的";
/// Characters that numbers are written with: nothing tells which number was meant.
const NUMERALS: &str = "一二三四五六七八九十百千万亿两零";

/// Characters that stand behind any noun: 规划间衔接.
const POSTPOSITIONS: &str = "间内外上下中前后等";
/// Characters that make a word of a word, or stand between two: 鉴定室, 非运营, 自接种.
const AFFIXES: &str = "自经由从对向被将拟室处科所站部局厅院队员者方性化率度品类型级式非各多总副";
/// Characters that stand before a noun or verb and change what it says: 录用, 拟录用; 学生, 学每生. Nobody types them
/// by mistake.
const DETERMINERS: &str = "拟每各该均未待已须应可再先还";
/// Numerals that cannot be changed into others.
const FORMAL: &str = "壹贰叁肆伍陆柒捌玖拾佰仟";

/// Words of two characters of which the first says the same by itself, between words: 或者, 应当.
const SHORTENED: [&str; 17] = [
    "或者", "应当", "可以", "但是", "因为", "如果", "已经", "按照", "依照", "并且", "以及", "必须", "需要", "能够",
    "共同", "曾经", "优化",
];

/// What a text calls the place or body that it speaks for, or speaks of: 我县, 该局.
const OWN: &str = "我本该贵你";
/// Places and bodies that are called so.
const UNITS: &str = "省市县区州盟旗镇乡村街局厅委办院校所站部社司";
/// Words that things are counted with, right behind a number in digits: 1宗国有建设用地.
const MEASURES: &str = "个件项起宗条家户人名次处座所间套台辆艘架只头亩吨元角分米克度档批期届款章节册份封张幅片块根支把颗粒株棵层级类种组队班排门口场回遍篇首部集轮年月日时天周季剂针盏眼枚羽尾袋箱瓶盒桶罐副双对杆株幢栋座孔垛摞例单幕餐盘碗杯";
/// Characters that make a thing or a sum of what stands before them: 血费, which is no slip of 学费.
const HEADS: &str = "费次率额量款税证店站票卡价";
/// Marks behind which a name stands by itself.
const LABELS: &str = "：:、*＊.'\"";
/// Characters that begin or end a family name of two and are none by themselves: 上官, 司马.
const COMPOUND: &str = "上官司诸欧";
/// Family names that are next to no words, nor parts of any.
const NAMES_ONLY: &str = "覃韦邓潘谭蔡蒋阎薛廖魏邹崔姚贾曹袁沈邵闫聂龚樊俞裴岑倪滕邢翟鲍阮郝祁蔺娄卞匡隋邱郑郭彭吕傅";
/// Characters that end names of hamlets and hills, and little else.
const HAMLETS: &str = "坪坳垭垸圩峁塬畈坞埠洼堡岙岭沟湾坝塆垌屯";
/// Characters behind which somebody is named: 申请人, 伤者, 户主.
const PERSONS: &str = "人者员户主生友师长";
/// Others behind which a name may begin: 记者, 经, 被.
const BEFORE_NAMES: &str = "记及和与经由对向被除到";

/// Longest word or phrase that was picked by hand which is looked for around an edit.
const LONGEST_PICKED: usize = 8;

/// An edit in its text.
pub(super) struct Case<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) symbols: &'a [u16],
    /// The text before the edit.
    pub(super) before: &'a str,
    pub(super) edit: &'a Edit,
    pub(super) signs: &'a Signs,
    pub(super) covering: Option<Covering>,
}

impl Case<'_> {
    /// The level that is left of the one that the signs reach. Names that must not be written wrongly keep theirs.
    pub(super) fn judge(&self, tier: Tier) -> Option<Tier> {
        match tier {
            tier if weigh::is_protected(self.signs) => return Some(tier),
            _ if self.is_right() => return None,
            _ => {}
        }
        let is_advice = tier == Tier::Advice || self.is_held_back();
        match is_advice {
            true => (!self.is_idle()).then_some(Tier::Advice),
            false => Some(tier),
        }
    }

    /// True where nothing is wrong.
    fn is_right(&self) -> bool {
        match self.edit.kind {
            Kind::Substitution(_) => {
                self.is_own_unit()
                    || self.is_measure()
                    || self.is_quoted_name(2)
                    || self.is_labelled_name()
                    || self.is_formal()
                    || self.is_hamlet()
                    || self.is_picked()
                    || self.is_copula()
                    || self.is_other_unit()
                    || self.is_other_number()
                    || self.edit.kind == Kind::Substitution(Likeness::Other) && self.is_determiner()
                    || self.is_instead()
                    || self.is_done_with()
                    || self.is_polite()
                    || self.is_rare_reading() && self.signs.written_word >= 2
            }
            Kind::Homophone => self.is_labelled_name() || self.is_quoted_name(2) || self.is_picked(),
            Kind::Transposition => self.is_labelled_name() || self.is_standard(),
            Kind::Doubled => self.is_between_words() || self.is_between_units(),
            Kind::Insertion => self.is_determiner() || self.is_joiner() || self.is_quoted_name(4),
            Kind::Omission => self.is_gate() || self.is_unjoined() || self.is_short_form(),
        }
    }

    /// True when the edit is advice at most.
    fn is_held_back(&self) -> bool {
        match self.edit.kind {
            Kind::Omission => self.is_complete() || self.is_contracted(),
            Kind::Substitution(Likeness::Other) if self.is_postposition() || self.begins_phrase() => true,
            Kind::Insertion => self.is_affix() || self.joins_words(),
            // Nothing but the character itself is left: 该店店外, 用地地类.
            Kind::Doubled => self.signs.word <= 1 && !self.ends_word(),
            Kind::Transposition => self.is_in_name() || self.is_word_at(&self.symbols[self.edit.start..self.edit.end]),
            Kind::Substitution(Likeness::NearSound | Likeness::Shape | Likeness::Other) if self.is_word() => true,
            Kind::Substitution(_) => {
                self.is_rare_reading()
                    || self.is_number()
                    || self.is_head()
                    || self.is_listed_alone()
                    || self.is_in_name()
                    || self.is_in_place()
            }
            Kind::Homophone => {
                self.is_number()
                    || self.is_listed_alone()
                    || self.is_in_name()
                    || !self.is_typed() && self.signs.word < 3 && self.signs.fours < self.signs.all_fours
            }
        }
    }

    /// True where advice would waste the time of who reads it.
    fn is_idle(&self) -> bool {
        match self.edit.kind {
            Kind::Homophone => !self.is_typed() || self.begins_name() || self.is_of_person(),
            Kind::Insertion | Kind::Transposition => self.is_held_back(),
            Kind::Substitution(Likeness::Other) => self.is_held_back(),
            Kind::Substitution(likeness) => {
                self.begins_name()
                    || self.is_of_person()
                    || self.is_number()
                    || self.is_short_place()
                    || likeness == Likeness::NearSound && self.ends_otherwise()
                    || likeness == Likeness::Shape && self.ends_otherwise() && self.goes_on()
            }
            _ => false,
        }
    }

    /// A short name of a place for another: 宜州市, which is no slip of 台州市.
    fn is_short_place(&self) -> bool {
        self.covering.is_some_and(|covering| {
            let last = self.edit.end + covering.behind - 1;
            covering.length == 3 && covering.behind > 0 && is_one_of("省市县区州盟旗镇乡村街", self.symbols[last])
        })
    }

    /// A word with another character behind it than the phrase has: 驾驶贵, no slip of 驾驶员.
    fn ends_otherwise(&self) -> bool {
        self.covering.is_some_and(|covering| {
            let rest = &self.symbols[self.edit.start - covering.before..self.edit.start];
            covering.behind == 0 && rest.len() > 1 && self.is_word_at(rest)
        })
    }

    /// True when the character typed twice ends a word and a run: 敬请理解解。
    fn ends_word(&self) -> bool {
        let Edit { start, end, .. } = *self.edit;
        let word = self.symbols.get(start.saturating_sub(2)..start);
        !self.goes_on()
            && self.symbols[end - 1] == self.symbols[start - 1]
            && word.is_some_and(|word| self.is_word_at(word))
    }

    /// True when the run goes on behind the edit.
    fn goes_on(&self) -> bool {
        self.symbols[self.edit.end] != BOUNDARY
    }

    fn is_word_at(&self, symbols: &[u16]) -> bool {
        self.knowledge.lexicon.get(Hash::of(symbols.iter().copied())).word().is_some()
    }

    /// One sort of unit for another: 全县各族人民 is not meant to be 全国各族人民.
    fn is_other_unit(&self) -> bool {
        let is_unit = |&symbol: &u16| is_one_of(UNITS, symbol) || is_one_of("国", symbol);
        self.edit.kind == Kind::Substitution(Likeness::Other)
            && is_unit(&self.symbols[self.edit.start])
            && self.edit.right().iter().all(is_unit)
    }

    /// One number for another, which only the writer knows: 二室一厅, 三室一厅.
    fn is_other_number(&self) -> bool {
        let is_numeral = |&symbol: &u16| is_one_of("一二三四五六七八九两", symbol);
        is_numeral(&self.symbols[self.edit.start]) && self.edit.right().iter().all(is_numeral)
    }

    /// One thing in place of another: 以租代售, 以奖代补.
    fn is_instead(&self) -> bool {
        is_one_of("以", self.symbols[self.edit.start - 1]) && is_one_of("代", self.symbols[self.edit.end])
    }

    /// 一赶了之, 一关了之: any verb may stand there.
    fn is_done_with(&self) -> bool {
        let Edit { start, end, .. } = *self.edit;
        is_one_of("一", self.symbols[start - 1]) && self.symbols[end..].starts_with(&['了' as u16, '之' as u16])
    }

    /// 您 is you, politely.
    fn is_polite(&self) -> bool {
        is_one_of("您你", self.symbols[self.edit.start])
            && self.edit.right().iter().all(|&right| is_one_of("您你", right))
    }

    /// What ends the name of a place or body and begins the next word: 下河村村务公开, 城南镇镇长.
    fn is_between_units(&self) -> bool {
        let at = self.edit.end;
        let begins_word = self.symbols.get(at - 1..=at).is_some_and(|word| self.is_word_at(word));
        let is_name = self.symbols[self.edit.start - 2] != BOUNDARY;
        is_one_of(UNITS, self.symbols[at - 1]) && begins_word && is_name
    }

    /// A word of two characters of which the first stands for both: 并处或单处, 应回避.
    fn is_short_form(&self) -> bool {
        let pair = [self.symbols[self.edit.start - 1], self.edit.right().first().copied().unwrap_or(BOUNDARY)];
        SHORTENED.iter().any(|word| word.chars().map(symbol).eq(pair))
    }

    /// A word that joins two others: 文化和广电旅游局, which need not be 文化广电旅游局.
    fn is_joiner(&self) -> bool {
        let Edit { start, end, .. } = *self.edit;
        let is_word = |from: usize| self.symbols.get(from..from + 2).is_some_and(|word| self.is_word_at(word));
        is_one_of(JOINERS, self.symbols[start]) && start > 1 && is_word(start - 2) && is_word(end)
    }

    /// 合同还约定, which is not meant to be 合同中约定.
    fn is_determiner(&self) -> bool {
        is_one_of(DETERMINERS, self.symbols[self.edit.start])
    }

    /// A word, as input methods offer them for words that sound the same.
    fn is_typed(&self) -> bool {
        self.signs.written_word >= 2
    }

    /// A word that was picked by hand because it is right: 甲方, 税源.
    fn is_picked(&self) -> bool {
        let Edit { start, end, .. } = *self.edit;
        let lexicon = &self.knowledge.lexicon;
        let covers = |length: usize| {
            let firsts = end.saturating_sub(length)..=start;
            firsts.filter_map(move |first| self.symbols.get(first..first + length))
        };
        (2..=LONGEST_PICKED).flat_map(covers).any(|word| lexicon.get(Hash::of(word.iter().copied())).is_picked())
    }

    /// 系 in the language of courts, where it says what something is: 系其亲属, no slip of 及其.
    fn is_copula(&self) -> bool {
        is_one_of("系", self.symbols[self.edit.start]) && is_one_of("其他该本由因属", self.symbols[self.edit.end])
    }

    /// One of the characters of a name that begins with a family name: 被告人殷伟享有, 记者代国辉报道.
    fn is_of_person(&self) -> bool {
        let start = self.edit.start;
        self.signs.word <= 2 && is_one_of(PERSONS, self.symbols[start - 1]) && self.is_family_name(start)
            || (1..=2).any(|back| start > back && self.is_person_from(start - back))
    }

    /// True when a name may begin here.
    fn is_person_from(&self, at: usize) -> bool {
        let before = self.symbols[at - 1];
        let is_open = before == BOUNDARY || is_one_of(PERSONS, before) || is_one_of(BEFORE_NAMES, before);
        is_open && self.is_family_name(at)
    }

    /// A family name that is no part of a word. Behind a word for a person it may look like one: 被告人秦国杰.
    fn is_family_name(&self, at: usize) -> bool {
        let is_word = |first: usize| self.is_word_at(&self.symbols[first..first + 2]);
        let is_apart = is_one_of("人者", self.symbols[at - 1]) || !is_word(at);
        is_name(&self.symbols[at..at + 2]) && !is_word(at - 1) && is_apart
    }

    /// 我县高度重视 is not meant to be 我们高度重视.
    fn is_own_unit(&self) -> bool {
        let start = self.edit.start;
        is_one_of(UNITS, self.symbols[start]) && is_one_of(OWN, self.symbols[start - 1])
    }

    /// A formal numeral, which nobody types by mistake: 壹级.
    fn is_formal(&self) -> bool {
        is_one_of(FORMAL, self.symbols[self.edit.start])
    }

    /// An unlike character right behind the first one of a phrase, where another first word may be meant:
    /// 双欣进一步, 农牧专业合作社.
    fn begins_phrase(&self) -> bool {
        self.covering.is_some_and(|covering| covering.before == 1)
    }

    /// A character more that makes another word of the one before or behind it.
    fn is_affix(&self) -> bool {
        is_one_of(AFFIXES, self.symbols[self.edit.start])
    }

    /// A character more between two words that make a phrase together: 设备更新, 设备更换新.
    fn joins_words(&self) -> bool {
        let (Some(covering), Edit { start, end, .. }) = (self.covering, self.edit) else { return false };
        let is_word = |part: &[u16]| part.len() > 1 && self.is_word_at(part);
        is_word(&self.symbols[start - covering.before..*start]) && is_word(&self.symbols[*end..end + covering.behind])
    }

    /// What somebody guards: 把好审批关, which lacks nothing to be 审批机关.
    fn is_gate(&self) -> bool {
        let (start, run) = self.run();
        let end = self.edit.end - start;
        run.get(end).is_some_and(|&symbol| is_one_of("关", symbol))
            && run[..end].iter().any(|&symbol| is_one_of("把过守", symbol))
    }

    /// A word of its own where what recurs in the reference has another that does not sound the same: 符合甲方,
    /// not 符合中方. Idioms and phrases are too fixed for that.
    fn is_word(&self) -> bool {
        let is_loose = [WordKind::Term as u8, WordKind::Collocation as u8].contains(&self.signs.kind);
        self.signs.written_word >= 2 && is_loose
    }

    /// The last character of a name before what names of places end on: 金山屯区 is not meant to be 金山地区.
    fn is_in_place(&self) -> bool {
        is_one_of("区县市镇乡村旗", self.symbols[self.edit.end]) && self.edit.right() == ['地' as u16]
    }

    /// One character before what may stand behind many, where another such word of two would be more usual.
    fn is_head(&self) -> bool {
        let before_head = self.covering.is_some_and(|covering| covering.before == 0 && covering.length == 2);
        before_head && is_one_of(HEADS, self.symbols[self.edit.end])
    }

    /// The word that a number counts with.
    fn is_measure(&self) -> bool {
        self.before.ends_with(|char: char| char.is_ascii_digit()) && is_one_of(MEASURES, self.symbols[self.edit.start])
    }

    /// A character that ends one word and begins the next: 分管工作作了交流.
    fn is_between_words(&self) -> bool {
        let (symbols, at) = (self.symbols, self.edit.start);
        let first = if symbols[at - 1] == symbols[at] { at - 1 } else { at };
        let Some([before, one, two, behind]) = first.checked_sub(1).and_then(|from| symbols.get(from..)?.first_chunk())
        else {
            return false;
        };
        let is_word = |word: [u16; 2]| self.knowledge.lexicon.get(Hash::of(word)).dictionary_class().is_some();
        let begins_word = is_word([*two, *behind]);
        // 被被告打伤, 对对外合作: such words stand before any word that they begin.
        let preposition = is_one_of("被对将把从向由在", *one) && begins_word;
        preposition || is_word([*before, *one]) && (is_one_of("了着过", *behind) || begins_word)
    }

    /// The run of Chinese characters that the edit stands in.
    fn run(&self) -> (usize, &[u16]) {
        let is_end = |symbol: &u16| *symbol == BOUNDARY;
        let start = self.symbols[..self.edit.start].iter().rposition(is_end).map_or(0, |at| at + 1);
        let length = self.symbols[start..].iter().position(is_end).unwrap_or(self.symbols.len() - start);
        (start, &self.symbols[start..start + length])
    }

    /// The third, fourth … stage of what the state lets cars emit: 国三, which is no slip of 三国.
    fn is_standard(&self) -> bool {
        let start = self.edit.start;
        is_one_of("国", self.symbols[start]) && is_one_of(NUMERALS, self.symbols[start + 1])
    }

    /// A short run that begins with a family name: 姓名：董洋, or the end of one behind a word for a person:
    /// 申请人尹子超. In the middle of a sentence it may be a word that is listed with others.
    fn is_labelled_name(&self) -> bool {
        let (start, run) = self.run();
        let at = self.edit.start - start;
        if at > 0 && is_one_of(PERSONS, run[at - 1]) && is_name(&run[at..]) {
            return true;
        }
        let label = self.before.chars().rev().nth(self.edit.start - start);
        let alone = label.is_none_or(|char| LABELS.contains(char) || char.is_whitespace() || char.is_ascii_digit());
        alone && is_name(run)
    }

    /// A few characters by themselves in quotation marks, which mostly name a sort, a brand or a street: “济薯”, “思齐路”.
    fn is_quoted_name(&self, longest: usize) -> bool {
        let (start, run) = self.run();
        let mark = self.before.chars().rev().nth(self.edit.start - start);
        run.len() <= longest && mark.is_some_and(|mark| "“「‘".contains(mark))
    }

    /// A family name with one or two more characters up to the next mark: 返乡青年叶国雨，. Not where the word that is
    /// meant begins before it: 设立民祖乡.
    fn is_in_name(&self) -> bool {
        let (start, run) = self.run();
        let begins = self.covering.is_none_or(|covering| covering.before == 0);
        is_name(run) || begins && is_name(&run[self.edit.start - start..])
    }

    /// The end of a short name of a place that stands by itself: 后湾、水坪、杨家畈.
    fn is_hamlet(&self) -> bool {
        let (start, run) = self.run();
        let length = self.edit.end - start;
        let ends = length == run.len() || is_one_of("等村组社片屯", run[length]);
        (2..=3).contains(&length) && ends && is_one_of(HAMLETS, self.symbols[self.edit.start])
    }

    /// A character that hardly stands but in names, with little that speaks for another: 村医覃长贵回到村里.
    fn begins_name(&self) -> bool {
        matches!(self.edit.kind, Kind::Substitution(_) | Kind::Homophone)
            && is_one_of(NAMES_ONLY, self.symbols[self.edit.start])
    }

    /// What is taken for left out stands before or behind the phrase, not in it: 令其限期 is as good
    /// as 责令其限期.
    fn is_complete(&self) -> bool {
        !self.signs.inside
    }

    /// Two words without the one that may join them: 药品医疗器械.
    fn is_unjoined(&self) -> bool {
        self.signs.written_word == 0 && self.edit.right().iter().any(|&right| is_one_of(JOINERS, right))
    }

    /// A phrase that ends on a word of two characters, of which the second stands for both: 易燃易爆品.
    fn is_contracted(&self) -> bool {
        let (Some(covering), [right]) = (self.covering, self.edit.right()) else { return false };
        let word = [*right, self.symbols[self.edit.end]];
        covering.behind == 1 && self.knowledge.lexicon.get(Hash::of(word)).dictionary_class().is_some()
    }

    /// A sound that the written character has in few words only: 省 is sheng, and rarely xing.
    fn is_rare_reading(&self) -> bool {
        let characters = &self.knowledge.characters;
        let (Some(&written), [right]) = (self.symbols.get(self.edit.start), self.edit.right()) else { return false };
        let usual = characters.sounds(written).first();
        let is_alike = characters.alike(written).contains(right) || characters.alike(*right).contains(&written);
        !is_alike
            && characters.sound_alike(written, *right)
            && !usual.is_some_and(|&sound| characters.like_sound(sound).any(|other| other == *right))
    }

    /// A character that nobody takes for the right one, and that may stand behind any word.
    fn is_postposition(&self) -> bool {
        is_one_of(POSTPOSITIONS, self.symbols[self.edit.start])
    }

    /// One number for another, or a number for something else: 三提五统 is not meant to be 三十五.
    fn is_number(&self) -> bool {
        let (start, end) = (self.edit.start, self.edit.end);
        let neighbours = [self.symbols[start - 1], self.symbols[end]];
        let is_numeral = |&symbol: &u16| is_one_of(NUMERALS, symbol);
        self.edit.right().iter().all(is_numeral) && neighbours.iter().any(is_numeral)
    }

    /// The last of a list of single characters: 电、煤有条件平衡.
    fn is_listed_alone(&self) -> bool {
        let Some(list) = self.before.strip_suffix('、') else { return false };
        let mut item = list.chars().rev().map(symbol).take_while(|&symbol| symbol != BOUNDARY);
        match (item.next(), item.next()) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(last), Some(before)) => self.knowledge.lexicon.get(Hash::of([before, last])).word().is_none(),
        }
    }
}

/// True for two or three characters that begin with a family name of one character.
fn is_name(run: &[u16]) -> bool {
    (2..=3).contains(&run.len())
        && !is_one_of(COMPOUND, run[0])
        && person::begins_name(&String::from_utf16_lossy(&run[..1]))
}

fn is_one_of(set: &str, symbol: u16) -> bool {
    set.chars().any(|char| char as u16 == symbol)
}
