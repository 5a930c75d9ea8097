;;; Every name of every SRFI's index is exported by its library: an import that asks for a name that is not there is an error.
;; engines: native
(import (scheme base) (scheme write))
(import (prefix (only (srfi 1) alist-cons alist-copy alist-delete alist-delete! any append append! append-map append-map!
                      append-reverse append-reverse! assoc assq assv break break! caaaar caaadr caaar caadar caaddr caadr caar
                      cadaar cadadr cadar caddar cadddr caddr cadr car car+cdr cdaaar cdaadr cdaar cdadar cdaddr cdadr cdar
                      cddaar cddadr cddar cdddar cddddr cdddr cddr cdr circular-list circular-list? concatenate concatenate!
                      cons cons* count delete delete! delete-duplicates delete-duplicates! dotted-list? drop drop-right
                      drop-right! drop-while eighth every fifth filter filter! filter-map find find-tail first fold fold-right
                      for-each fourth iota last last-pair length length+ list list-copy list-index list-ref list-tabulate list=
                      lset-adjoin lset-diff+intersection lset-diff+intersection! lset-difference lset-difference!
                      lset-intersection lset-intersection! lset-union lset-union! lset-xor lset-xor! lset<= lset= make-list map
                      map! map-in-order member memq memv ninth not-pair? null-list? null? pair-fold pair-fold-right
                      pair-for-each pair? partition partition! proper-list? reduce reduce-right remove remove! reverse reverse!
                      second set-car! set-cdr! seventh sixth span span! split-at split-at! take take! take-right take-while
                      take-while! tenth third unfold unfold-right unzip1 unzip2 unzip3 unzip4 unzip5 xcons zip) srfi-1:))
(import (prefix (only (srfi 2) and-let*) srfi-2:))
(import (prefix (only (srfi 6) get-output-string open-input-string open-output-string) srfi-6:))
(import (prefix (only (srfi 8) receive) srfi-8:))
(import (prefix (only (srfi 9) define-record-type) srfi-9:))
(import (prefix (only (srfi 11) let*-values let-values) srfi-11:))
(import (prefix (only (srfi 14) ->char-set char-set char-set->list char-set->string char-set-adjoin char-set-adjoin!
                      char-set-any char-set-complement char-set-complement! char-set-contains? char-set-copy char-set-count
                      char-set-cursor char-set-cursor-next char-set-delete char-set-delete! char-set-diff+intersection
                      char-set-diff+intersection! char-set-difference char-set-difference! char-set-every char-set-filter
                      char-set-filter! char-set-fold char-set-for-each char-set-hash char-set-intersection
                      char-set-intersection! char-set-map char-set-ref char-set-size char-set-unfold char-set-unfold!
                      char-set-union char-set-union! char-set-xor char-set-xor! char-set:ascii char-set:blank char-set:digit
                      char-set:empty char-set:full char-set:graphic char-set:hex-digit char-set:iso-control char-set:letter
                      char-set:letter+digit char-set:lower-case char-set:printing char-set:punctuation char-set:symbol
                      char-set:title-case char-set:upper-case char-set:whitespace char-set<= char-set= char-set?
                      end-of-char-set? list->char-set list->char-set! string->char-set string->char-set! ucs-range->char-set
                      ucs-range->char-set!) srfi-14:))
(import (prefix (only (srfi 16) case-lambda) srfi-16:))
(import (prefix (only (srfi 23) error) srfi-23:))
(import (prefix (only (srfi 26) cut cute) srfi-26:))
(import (prefix (only (srfi 27) default-random-source make-random-source random-integer random-real random-source-make-integers
                      random-source-make-reals random-source-pseudo-randomize! random-source-randomize! random-source-state-ref
                      random-source-state-set! random-source?) srfi-27:))
(import (prefix (only (srfi 28) format) srfi-28:))
(import (prefix (only (srfi 30)) srfi-30:))
(import (prefix (only (srfi 31) rec) srfi-31:))
(import (prefix (only (srfi 34) => else guard raise with-exception-handler) srfi-34:))
(import (prefix (only (srfi 39) make-parameter parameterize) srfi-39:))
(import (prefix (only (srfi 41) define-stream list->stream port->stream stream stream->list stream-append stream-car stream-cdr
                      stream-concat stream-cons stream-constant stream-drop stream-drop-while stream-filter stream-fold
                      stream-for-each stream-from stream-iterate stream-lambda stream-length stream-let stream-map stream-match
                      stream-null stream-null? stream-of stream-pair? stream-range stream-ref stream-reverse stream-scan
                      stream-take stream-take-while stream-unfold stream-unfolds stream-zip stream?) srfi-41:))
(import (prefix (only (srfi 43) list->vector make-vector reverse-list->vector reverse-vector->list vector vector->list
                      vector-any vector-append vector-binary-search vector-concatenate vector-copy vector-copy! vector-count
                      vector-empty? vector-every vector-fill! vector-fold vector-fold-right vector-for-each vector-index
                      vector-index-right vector-length vector-map vector-map! vector-ref vector-reverse! vector-reverse-copy
                      vector-reverse-copy! vector-set! vector-skip vector-skip-right vector-swap! vector-unfold
                      vector-unfold-right vector= vector?) srfi-43:))
(import (prefix (only (srfi 45) delay eager force lazy promise?) srfi-45:))
(import (prefix (only (srfi 46) ... _ syntax-rules) srfi-46:))
(import (prefix (only (srfi 62)) srfi-62:))
(import (prefix (only (srfi 64) test-apply test-approximate test-assert test-begin test-end test-eq test-equal test-eqv
                      test-error test-expect-fail test-group test-group-with-cleanup test-match-all test-match-any
                      test-match-name test-match-nth test-on-bad-count-simple test-on-bad-end-name-simple test-on-final-simple
                      test-on-group-begin-simple test-on-group-end-simple test-on-test-begin-simple test-on-test-end-simple
                      test-passed? test-read-eval-string test-result-alist test-result-clear test-result-kind test-result-ref
                      test-result-remove test-result-set! test-runner-aux-value test-runner-aux-value! test-runner-create
                      test-runner-current test-runner-factory test-runner-fail-count test-runner-get test-runner-group-path
                      test-runner-group-stack test-runner-null test-runner-on-bad-count test-runner-on-bad-count!
                      test-runner-on-bad-end-name test-runner-on-bad-end-name! test-runner-on-final test-runner-on-final!
                      test-runner-on-group-begin test-runner-on-group-begin! test-runner-on-group-end test-runner-on-group-end!
                      test-runner-on-test-begin test-runner-on-test-begin! test-runner-on-test-end test-runner-on-test-end!
                      test-runner-pass-count test-runner-reset test-runner-simple test-runner-skip-count test-runner-test-name
                      test-runner-xfail-count test-runner-xpass-count test-runner? test-skip test-with-runner) srfi-64:))
(import (prefix (only (srfi 69) alist->hash-table hash hash-by-identity hash-table->alist hash-table-copy hash-table-delete!
                      hash-table-equivalence-function hash-table-exists? hash-table-fold hash-table-hash-function
                      hash-table-keys hash-table-merge! hash-table-ref hash-table-ref/default hash-table-set! hash-table-size
                      hash-table-update! hash-table-update!/default hash-table-values hash-table-walk hash-table?
                      make-hash-table string-ci-hash string-hash) srfi-69:))
(import (prefix (only (srfi 87) => case else) srfi-87:))
(import (prefix (only (srfi 98) get-environment-variable get-environment-variables) srfi-98:))
(import (prefix (only (srfi 111) box box? set-box! unbox) srfi-111:))
(import (prefix (only (srfi 115) char-set->sre regexp regexp->sre regexp-extract regexp-fold regexp-match->list
                      regexp-match-count regexp-match-submatch regexp-match-submatch-end regexp-match-submatch-start
                      regexp-match? regexp-matches regexp-matches? regexp-partition regexp-replace regexp-replace-all
                      regexp-search regexp-split regexp? rx valid-sre?) srfi-115:))
(import (prefix (only (srfi 125) alist->hash-table hash hash-by-identity hash-table hash-table->alist hash-table-clear!
                      hash-table-contains? hash-table-copy hash-table-count hash-table-delete! hash-table-difference!
                      hash-table-empty-copy hash-table-empty? hash-table-entries hash-table-equivalence-function
                      hash-table-exists? hash-table-find hash-table-fold hash-table-for-each hash-table-hash-function
                      hash-table-intern! hash-table-intersection! hash-table-keys hash-table-map hash-table-map!
                      hash-table-map->list hash-table-merge! hash-table-mutable? hash-table-pop! hash-table-prune!
                      hash-table-ref hash-table-ref/default hash-table-set! hash-table-size hash-table-unfold hash-table-union!
                      hash-table-update! hash-table-update!/default hash-table-values hash-table-walk hash-table-xor!
                      hash-table=? hash-table? make-hash-table string-ci-hash string-hash) srfi-125:))
(import (prefix (only (srfi 128) <=? <? =? >=? >? boolean-hash char-ci-hash char-hash comparator-check-type
                      comparator-equality-predicate comparator-hash comparator-hash-function comparator-hashable?
                      comparator-if<=> comparator-ordered? comparator-ordering-predicate comparator-register-default!
                      comparator-test-type comparator-type-test-predicate comparator? default-hash hash-bound hash-salt
                      make-comparator make-default-comparator make-eq-comparator make-equal-comparator make-eqv-comparator
                      make-list-comparator make-pair-comparator make-vector-comparator number-hash string-ci-hash string-hash
                      symbol-hash) srfi-128:))
(import (prefix (only (srfi 132) list-delete-neighbor-dups list-delete-neighbor-dups! list-merge list-merge! list-sort
                      list-sort! list-sorted? list-stable-sort list-stable-sort! vector-delete-neighbor-dups
                      vector-delete-neighbor-dups! vector-find-median vector-find-median! vector-merge vector-merge!
                      vector-select! vector-separate! vector-sort vector-sort! vector-sorted? vector-stable-sort
                      vector-stable-sort!) srfi-132:))
(import (prefix (only (srfi 133) list->vector make-vector reverse-list->vector reverse-vector->list string->vector vector
                      vector->list vector->string vector-any vector-append vector-append-subvectors vector-binary-search
                      vector-concatenate vector-copy vector-copy! vector-count vector-cumulate vector-empty? vector-every
                      vector-fill! vector-fold vector-fold-right vector-for-each vector-index vector-index-right vector-length
                      vector-map vector-map! vector-partition vector-ref vector-reverse! vector-reverse-copy
                      vector-reverse-copy! vector-set! vector-skip vector-skip-right vector-swap! vector-unfold vector-unfold!
                      vector-unfold-right vector-unfold-right! vector= vector?) srfi-133:))
(import (prefix (only (srfi 143) fixnum? fx* fx*/carry fx+ fx+/carry fx- fx-/carry fx-greatest fx-least fx-width fx<=? fx<? fx=?
                      fx>=? fx>? fxabs fxand fxarithmetic-shift fxarithmetic-shift-left fxarithmetic-shift-right fxbit-count
                      fxbit-field fxbit-field-reverse fxbit-field-rotate fxbit-set? fxcopy-bit fxeven? fxfirst-set-bit fxif
                      fxior fxlength fxmax fxmin fxneg fxnegative? fxnot fxodd? fxpositive? fxquotient fxremainder fxsqrt
                      fxsquare fxxor fxzero?) srfi-143:))
(import (prefix (only (srfi 144) fl* fl+ fl+* fl- fl-1/e fl-1/log-10 fl-1/log-2 fl-1/log-phi fl-1/pi fl-1/sqrt-2 fl-2/pi
                      fl-2/sqrt-pi fl-2pi fl-4thrt-2 fl-cbrt-2 fl-cbrt-3 fl-cos-1 fl-degree fl-e fl-e-2 fl-e-euler fl-e-pi/4
                      fl-epsilon fl-euler fl-fast-fl+* fl-gamma-1/2 fl-gamma-1/3 fl-gamma-2/3 fl-greatest
                      fl-integer-exponent-nan fl-integer-exponent-zero fl-least fl-log-10 fl-log-2 fl-log-3 fl-log-phi fl-log-pi
                      fl-log10-e fl-log2-e fl-phi fl-pi fl-pi-squared fl-pi/2 fl-pi/4 fl-sin-1 fl-sqrt-10 fl-sqrt-2 fl-sqrt-3
                      fl-sqrt-5 fl/ fl<=? fl<? fl=? fl>=? fl>? flabs flabsdiff flacos flacosh fladjacent flasin flasinh flatan
                      flatanh flcbrt flceiling flcopysign flcos flcosh fldenominator fldenormalized? flerf flerfc fleven? flexp
                      flexp-1 flexp2 flexponent flexpt flfinite? flfirst-bessel flfloor flgamma flhypot flinfinite?
                      flinteger-exponent flinteger-fraction flinteger? fllog fllog1+ fllog10 fllog2 flloggamma flmax flmin
                      flnan? flnegative? flnormalized-fraction-exponent flnormalized? flnumerator flodd? flonum flonum?
                      flposdiff flpositive? flquotient flremainder flremquo flround flsecond-bessel flsgn flsign-bit flsin
                      flsinh flsqrt flsquare fltan fltanh fltruncate flunordered? flzero? make-fllog-base make-flonum) srfi-144:))
(import (prefix (only (srfi 145) assume) srfi-145:))
(import (prefix (only (srfi 151) any-bit-set? arithmetic-shift bit-count bit-field bit-field-any? bit-field-clear
                      bit-field-every? bit-field-replace bit-field-replace-same bit-field-reverse bit-field-rotate bit-field-set
                      bit-set? bit-swap bits bits->list bits->vector bitwise-and bitwise-andc1 bitwise-andc2 bitwise-eqv
                      bitwise-fold bitwise-for-each bitwise-if bitwise-ior bitwise-nand bitwise-nor bitwise-not bitwise-orc1
                      bitwise-orc2 bitwise-unfold bitwise-xor copy-bit every-bit-set? first-set-bit integer-length list->bits
                      make-bitwise-generator vector->bits) srfi-151:))
(import (prefix (only (srfi 152) list->string make-string read-line read-string reverse-list->string string string->list
                      string->vector string-any string-append string-break string-ci<=? string-ci<? string-ci=? string-ci>=?
                      string-ci>? string-concatenate string-concatenate-reverse string-contains string-contains-right
                      string-copy string-copy! string-count string-drop string-drop-right string-drop-while
                      string-drop-while-right string-every string-fill! string-filter string-fold string-fold-right
                      string-for-each string-index string-index-right string-join string-length string-map string-null?
                      string-pad string-pad-right string-prefix-length string-prefix? string-ref string-remove string-replace
                      string-replicate string-segment string-set! string-skip string-skip-right string-span string-split
                      string-suffix-length string-suffix? string-tabulate string-take string-take-right string-take-while
                      string-take-while-right string-trim string-trim-both string-trim-right string-unfold string-unfold-right
                      string<=? string<? string=? string>=? string>? string? substring vector->string write-string) srfi-152:))
(import (prefix (only (srfi 158) bytevector->generator bytevector-accumulator bytevector-accumulator! circular-generator
                      count-accumulator gappend gcombine gcons* gdelete gdelete-neighbor-dups gdrop gdrop-while generator
                      generator->list generator->reverse-list generator->string generator->vector generator->vector!
                      generator-any generator-count generator-every generator-find generator-fold generator-for-each
                      generator-map->list generator-unfold gfilter gflatten ggroup gindex gmap gmerge gremove gselect
                      gstate-filter gtake gtake-while list->generator list-accumulator make-accumulator make-coroutine-generator
                      make-for-each-generator make-iota-generator make-range-generator make-unfold-generator product-accumulator
                      reverse-list-accumulator reverse-vector->generator reverse-vector-accumulator string->generator
                      string-accumulator sum-accumulator vector->generator vector-accumulator vector-accumulator!) srfi-158:))

;; R7RS-large has its own names for some.
(import (prefix (only (scheme bitwise) any-bit-set? arithmetic-shift bit-count bit-field bit-field-any? bit-field-clear
                      bit-field-every? bit-field-replace bit-field-replace-same bit-field-reverse bit-field-rotate bit-field-set
                      bit-set? bit-swap bits bits->list bits->vector bitwise-and bitwise-andc1 bitwise-andc2 bitwise-eqv
                      bitwise-fold bitwise-for-each bitwise-if bitwise-ior bitwise-nand bitwise-nor bitwise-not bitwise-orc1
                      bitwise-orc2 bitwise-unfold bitwise-xor copy-bit every-bit-set? first-set-bit integer-length list->bits
                      make-bitwise-generator vector->bits) scheme-bitwise:))
(import (prefix (only (scheme box) box box? set-box! unbox) scheme-box:))
(import (prefix (only (scheme charset) ->char-set char-set char-set->list char-set->string char-set-adjoin char-set-adjoin!
                      char-set-any char-set-complement char-set-complement! char-set-contains? char-set-copy char-set-count
                      char-set-cursor char-set-cursor-next char-set-delete char-set-delete! char-set-diff+intersection
                      char-set-diff+intersection! char-set-difference char-set-difference! char-set-every char-set-filter
                      char-set-filter! char-set-fold char-set-for-each char-set-hash char-set-intersection
                      char-set-intersection! char-set-map char-set-ref char-set-size char-set-unfold char-set-unfold!
                      char-set-union char-set-union! char-set-xor char-set-xor! char-set:ascii char-set:blank char-set:digit
                      char-set:empty char-set:full char-set:graphic char-set:hex-digit char-set:iso-control char-set:letter
                      char-set:letter+digit char-set:lower-case char-set:printing char-set:punctuation char-set:symbol
                      char-set:title-case char-set:upper-case char-set:whitespace char-set<= char-set= char-set?
                      end-of-char-set? list->char-set list->char-set! string->char-set string->char-set! ucs-range->char-set
                      ucs-range->char-set!) scheme-charset:))
(import (prefix (only (scheme comparator) <=? <? =? >=? >? boolean-hash char-ci-hash char-hash comparator-check-type
                      comparator-equality-predicate comparator-hash comparator-hash-function comparator-hashable?
                      comparator-if<=> comparator-ordered? comparator-ordering-predicate comparator-register-default!
                      comparator-test-type comparator-type-test-predicate comparator? default-hash hash-bound hash-salt
                      make-comparator make-default-comparator make-eq-comparator make-equal-comparator make-eqv-comparator
                      make-list-comparator make-pair-comparator make-vector-comparator number-hash string-ci-hash string-hash
                      symbol-hash) scheme-comparator:))
(import (prefix (only (scheme fixnum) fixnum? fx* fx*/carry fx+ fx+/carry fx- fx-/carry fx-greatest fx-least fx-width fx<=? fx<?
                      fx=? fx>=? fx>? fxabs fxand fxarithmetic-shift fxarithmetic-shift-left fxarithmetic-shift-right
                      fxbit-count fxbit-field fxbit-field-reverse fxbit-field-rotate fxbit-set? fxcopy-bit fxeven?
                      fxfirst-set-bit fxif fxior fxlength fxmax fxmin fxneg fxnegative? fxnot fxodd? fxpositive? fxquotient
                      fxremainder fxsqrt fxsquare fxxor fxzero?) scheme-fixnum:))
(import (prefix (only (scheme flonum) fl* fl+ fl+* fl- fl-1/e fl-1/log-10 fl-1/log-2 fl-1/log-phi fl-1/pi fl-1/sqrt-2 fl-2/pi
                      fl-2/sqrt-pi fl-2pi fl-4thrt-2 fl-cbrt-2 fl-cbrt-3 fl-cos-1 fl-degree fl-e fl-e-2 fl-e-euler fl-e-pi/4
                      fl-epsilon fl-euler fl-fast-fl+* fl-gamma-1/2 fl-gamma-1/3 fl-gamma-2/3 fl-greatest
                      fl-integer-exponent-nan fl-integer-exponent-zero fl-least fl-log-10 fl-log-2 fl-log-3 fl-log-phi fl-log-pi
                      fl-log10-e fl-log2-e fl-phi fl-pi fl-pi-squared fl-pi/2 fl-pi/4 fl-sin-1 fl-sqrt-10 fl-sqrt-2 fl-sqrt-3
                      fl-sqrt-5 fl/ fl<=? fl<? fl=? fl>=? fl>? flabs flabsdiff flacos flacosh fladjacent flasin flasinh flatan
                      flatanh flcbrt flceiling flcopysign flcos flcosh fldenominator fldenormalized? flerf flerfc fleven? flexp
                      flexp-1 flexp2 flexponent flexpt flfinite? flfirst-bessel flfloor flgamma flhypot flinfinite?
                      flinteger-exponent flinteger-fraction flinteger? fllog fllog1+ fllog10 fllog2 flloggamma flmax flmin
                      flnan? flnegative? flnormalized-fraction-exponent flnormalized? flnumerator flodd? flonum flonum?
                      flposdiff flpositive? flquotient flremainder flremquo flround flsecond-bessel flsgn flsign-bit flsin
                      flsinh flsqrt flsquare fltan fltanh fltruncate flunordered? flzero? make-fllog-base make-flonum) scheme-flonum:))
(import (prefix (only (scheme generator) bytevector->generator bytevector-accumulator bytevector-accumulator! circular-generator
                      count-accumulator gappend gcombine gcons* gdelete gdelete-neighbor-dups gdrop gdrop-while generator
                      generator->list generator->reverse-list generator->string generator->vector generator->vector!
                      generator-any generator-count generator-every generator-find generator-fold generator-for-each
                      generator-map->list generator-unfold gfilter gflatten ggroup gindex gmap gmerge gremove gselect
                      gstate-filter gtake gtake-while list->generator list-accumulator make-accumulator make-coroutine-generator
                      make-for-each-generator make-iota-generator make-range-generator make-unfold-generator product-accumulator
                      reverse-list-accumulator reverse-vector->generator reverse-vector-accumulator string->generator
                      string-accumulator sum-accumulator vector->generator vector-accumulator vector-accumulator!) scheme-generator:))
(import (prefix (only (scheme hash-table) alist->hash-table hash hash-by-identity hash-table hash-table->alist hash-table-clear!
                      hash-table-contains? hash-table-copy hash-table-count hash-table-delete! hash-table-difference!
                      hash-table-empty-copy hash-table-empty? hash-table-entries hash-table-equivalence-function
                      hash-table-exists? hash-table-find hash-table-fold hash-table-for-each hash-table-hash-function
                      hash-table-intern! hash-table-intersection! hash-table-keys hash-table-map hash-table-map!
                      hash-table-map->list hash-table-merge! hash-table-mutable? hash-table-pop! hash-table-prune!
                      hash-table-ref hash-table-ref/default hash-table-set! hash-table-size hash-table-unfold hash-table-union!
                      hash-table-update! hash-table-update!/default hash-table-values hash-table-walk hash-table-xor!
                      hash-table=? hash-table? make-hash-table string-ci-hash string-hash) scheme-hash-table:))
(import (prefix (only (scheme list) alist-cons alist-copy alist-delete alist-delete! any append append! append-map append-map!
                      append-reverse append-reverse! assoc assq assv break break! caaaar caaadr caaar caadar caaddr caadr caar
                      cadaar cadadr cadar caddar cadddr caddr cadr car car+cdr cdaaar cdaadr cdaar cdadar cdaddr cdadr cdar
                      cddaar cddadr cddar cdddar cddddr cdddr cddr cdr circular-list circular-list? concatenate concatenate!
                      cons cons* count delete delete! delete-duplicates delete-duplicates! dotted-list? drop drop-right
                      drop-right! drop-while eighth every fifth filter filter! filter-map find find-tail first fold fold-right
                      for-each fourth iota last last-pair length length+ list list-copy list-index list-ref list-tabulate list=
                      lset-adjoin lset-diff+intersection lset-diff+intersection! lset-difference lset-difference!
                      lset-intersection lset-intersection! lset-union lset-union! lset-xor lset-xor! lset<= lset= make-list map
                      map! map-in-order member memq memv ninth not-pair? null-list? null? pair-fold pair-fold-right
                      pair-for-each pair? partition partition! proper-list? reduce reduce-right remove remove! reverse reverse!
                      second set-car! set-cdr! seventh sixth span span! split-at split-at! take take! take-right take-while
                      take-while! tenth third unfold unfold-right unzip1 unzip2 unzip3 unzip4 unzip5 xcons zip) scheme-list:))
(import (prefix (only (scheme regex) char-set->sre regexp regexp->sre regexp-extract regexp-fold regexp-match->list
                      regexp-match-count regexp-match-submatch regexp-match-submatch-end regexp-match-submatch-start
                      regexp-match? regexp-matches regexp-matches? regexp-partition regexp-replace regexp-replace-all
                      regexp-search regexp-split regexp? rx valid-sre?) scheme-regex:))
(import (prefix (only (scheme sort) list-delete-neighbor-dups list-delete-neighbor-dups! list-merge list-merge! list-sort
                      list-sort! list-sorted? list-stable-sort list-stable-sort! vector-delete-neighbor-dups
                      vector-delete-neighbor-dups! vector-find-median vector-find-median! vector-merge vector-merge!
                      vector-select! vector-separate! vector-sort vector-sort! vector-sorted? vector-stable-sort
                      vector-stable-sort!) scheme-sort:))
(import (prefix (only (scheme stream) define-stream list->stream port->stream stream stream->list stream-append stream-car
                      stream-cdr stream-concat stream-cons stream-constant stream-drop stream-drop-while stream-filter
                      stream-fold stream-for-each stream-from stream-iterate stream-lambda stream-length stream-let stream-map
                      stream-match stream-null stream-null? stream-of stream-pair? stream-range stream-ref stream-reverse
                      stream-scan stream-take stream-take-while stream-unfold stream-unfolds stream-zip stream?) scheme-stream:))
(import (prefix (only (scheme vector) list->vector make-vector reverse-list->vector reverse-vector->list string->vector vector
                      vector->list vector->string vector-any vector-append vector-append-subvectors vector-binary-search
                      vector-concatenate vector-copy vector-copy! vector-count vector-cumulate vector-empty? vector-every
                      vector-fill! vector-fold vector-fold-right vector-for-each vector-index vector-index-right vector-length
                      vector-map vector-map! vector-partition vector-ref vector-reverse! vector-reverse-copy
                      vector-reverse-copy! vector-set! vector-skip vector-skip-right vector-swap! vector-unfold vector-unfold!
                      vector-unfold-right vector-unfold-right! vector= vector?) scheme-vector:))

(write "all there")
