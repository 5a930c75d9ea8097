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

(import (prefix (only (srfi 17) getter-with-setter set! setter) srfi-17:))
(import (prefix (only (srfi 48) format) srfi-48:))
(import (prefix (only (srfi 60) any-bits-set? arithmetic-shift ash bit-count bit-field bit-set? bitwise-and bitwise-if
                      bitwise-ior bitwise-merge bitwise-not bitwise-xor booleans->integer copy-bit copy-bit-field
                      first-set-bit integer->list integer-length list->integer log2-binary-factors logand logbit? logcount
                      logior lognot logtest logxor reverse-bit-field rotate-bit-field) srfi-60:))
(import (prefix (only (srfi 61) cond) srfi-61:))
(import (prefix (only (srfi 71) let let* letrec unlist unvector values->list values->vector) srfi-71:))
(import (prefix (only (srfi 95) merge merge! sort sort! sorted?) srfi-95:))
(import (prefix (only (srfi 113) alist->bag bag bag->alist bag->list bag->set bag-adjoin bag-adjoin! bag-any? bag-comparator
                      bag-contains? bag-copy bag-count bag-decrement! bag-delete bag-delete! bag-delete-all bag-delete-all!
                      bag-difference bag-difference! bag-disjoint? bag-element-comparator bag-element-count bag-empty?
                      bag-every? bag-filter bag-filter! bag-find bag-fold bag-fold-unique bag-for-each bag-for-each-unique
                      bag-increment! bag-intersection bag-intersection! bag-map bag-member bag-partition bag-partition!
                      bag-product bag-product! bag-remove bag-remove! bag-replace bag-replace! bag-search! bag-size bag-sum
                      bag-sum! bag-unfold bag-union bag-union! bag-unique-size bag-xor bag-xor! bag<=? bag<? bag=? bag>=?
                      bag>? bag? list->bag list->bag! list->set list->set! set set->bag set->bag! set->list set-adjoin
                      set-adjoin! set-any? set-comparator set-contains? set-copy set-count set-delete set-delete!
                      set-delete-all set-delete-all! set-difference set-difference! set-disjoint? set-element-comparator
                      set-empty? set-every? set-filter set-filter! set-find set-fold set-for-each set-intersection
                      set-intersection! set-map set-member set-partition set-partition! set-remove set-remove! set-replace
                      set-replace! set-search! set-size set-unfold set-union set-union! set-xor set-xor! set<=? set<? set=?
                      set>=? set>? set?) srfi-113:))
(import (prefix (only (srfi 117) list-queue list-queue-add-back! list-queue-add-front! list-queue-append list-queue-append!
                      list-queue-back list-queue-concatenate list-queue-copy list-queue-empty? list-queue-first-last
                      list-queue-for-each list-queue-front list-queue-list list-queue-map list-queue-map!
                      list-queue-remove-all! list-queue-remove-back! list-queue-remove-front! list-queue-set-list!
                      list-queue-unfold list-queue-unfold-right list-queue? make-list-queue) srfi-117:))
(import (prefix (only (srfi 121) bytevector->generator gappend gcombine gcons* gdelete gdelete-neighbor-dups gdrop
                      gdrop-while generator generator->list generator->reverse-list generator->string generator->vector
                      generator->vector! generator-any generator-count generator-every generator-find generator-fold
                      generator-for-each generator-unfold gfilter gindex gremove gselect gtake gtake-while list->generator
                      make-coroutine-generator make-for-each-generator make-iota-generator make-range-generator
                      make-unfold-generator reverse-vector->generator string->generator vector->generator) srfi-121:))
(import (prefix (only (srfi 127) generator->lseq lseq->generator lseq-any lseq-append lseq-car lseq-cdr lseq-drop
                      lseq-drop-while lseq-every lseq-filter lseq-find lseq-find-tail lseq-first lseq-for-each lseq-index
                      lseq-length lseq-map lseq-member lseq-memq lseq-memv lseq-realize lseq-ref lseq-remove lseq-rest
                      lseq-take lseq-take-while lseq-zip lseq=? lseq?) srfi-127:))
(import (prefix (only (srfi 134) generator->ideque ideque ideque->generator ideque->list ideque-add-back ideque-add-front
                      ideque-any ideque-append ideque-append-map ideque-back ideque-break ideque-count ideque-drop
                      ideque-drop-right ideque-drop-while ideque-drop-while-right ideque-empty? ideque-every ideque-filter
                      ideque-filter-map ideque-find ideque-find-right ideque-fold ideque-fold-right ideque-for-each
                      ideque-for-each-right ideque-front ideque-length ideque-map ideque-partition ideque-ref ideque-remove
                      ideque-remove-back ideque-remove-front ideque-reverse ideque-span ideque-split-at ideque-tabulate
                      ideque-take ideque-take-right ideque-take-while ideque-take-while-right ideque-unfold
                      ideque-unfold-right ideque-zip ideque= ideque? list->ideque) srfi-134:))
(import (prefix (only (srfi 141) balanced-quotient balanced-remainder balanced/ ceiling-quotient ceiling-remainder ceiling/
                      euclidean-quotient euclidean-remainder euclidean/ floor-quotient floor-remainder floor/ round-quotient
                      round-remainder round/ truncate-quotient truncate-remainder truncate/) srfi-141:))
(import (prefix (only (srfi 146) alist->mapping alist->mapping! alist->mapping/ordered alist->mapping/ordered! comparator?
                      make-mapping-comparator mapping mapping->alist mapping-adjoin mapping-adjoin! mapping-any?
                      mapping-catenate mapping-catenate! mapping-comparator mapping-contains? mapping-copy mapping-count
                      mapping-delete mapping-delete! mapping-delete-all mapping-delete-all! mapping-difference
                      mapping-difference! mapping-disjoint? mapping-empty? mapping-entries mapping-every? mapping-filter
                      mapping-filter! mapping-find mapping-fold mapping-fold/reverse mapping-for-each mapping-intern
                      mapping-intern! mapping-intersection mapping-intersection! mapping-key-comparator
                      mapping-key-predecessor mapping-key-successor mapping-keys mapping-map mapping-map->list
                      mapping-map/monotone mapping-map/monotone! mapping-max-entry mapping-max-key mapping-max-value
                      mapping-min-entry mapping-min-key mapping-min-value mapping-partition mapping-partition! mapping-pop
                      mapping-pop! mapping-range< mapping-range<! mapping-range<= mapping-range<=! mapping-range=
                      mapping-range=! mapping-range> mapping-range>! mapping-range>= mapping-range>=! mapping-ref
                      mapping-ref/default mapping-remove mapping-remove! mapping-replace mapping-replace! mapping-search
                      mapping-search! mapping-set mapping-set! mapping-size mapping-split mapping-split! mapping-unfold
                      mapping-unfold/ordered mapping-union mapping-union! mapping-update mapping-update!
                      mapping-update!/default mapping-update/default mapping-values mapping-xor mapping-xor! mapping/ordered
                      mapping<=? mapping<? mapping=? mapping>=? mapping>? mapping?) srfi-146:))
(import (prefix (only (srfi 146 hash) alist->hashmap alist->hashmap! comparator? hashmap hashmap->alist hashmap-adjoin
                      hashmap-adjoin! hashmap-any? hashmap-comparator hashmap-contains? hashmap-copy hashmap-count
                      hashmap-delete hashmap-delete! hashmap-delete-all hashmap-delete-all! hashmap-difference
                      hashmap-difference! hashmap-disjoint? hashmap-empty? hashmap-entries hashmap-every? hashmap-filter
                      hashmap-filter! hashmap-find hashmap-fold hashmap-for-each hashmap-intern hashmap-intern!
                      hashmap-intersection hashmap-intersection! hashmap-key-comparator hashmap-keys hashmap-map
                      hashmap-map->list hashmap-partition hashmap-partition! hashmap-pop hashmap-pop! hashmap-ref
                      hashmap-ref/default hashmap-remove hashmap-remove! hashmap-replace hashmap-replace! hashmap-search
                      hashmap-search! hashmap-set hashmap-set! hashmap-size hashmap-unfold hashmap-union hashmap-union!
                      hashmap-update hashmap-update! hashmap-update!/default hashmap-update/default hashmap-values
                      hashmap-xor hashmap-xor! hashmap<=? hashmap<? hashmap=? hashmap>=? hashmap>? hashmap?
                      make-hashmap-comparator) srfi-146-hash:))
(import (prefix (only (srfi 162) boolean-comparator char-ci-comparator char-comparator comparator-max comparator-max-in-list
                      comparator-min comparator-min-in-list default-comparator eq-comparator equal-comparator eqv-comparator
                      list-comparator pair-comparator real-comparator string-ci-comparator string-comparator
                      vector-comparator) srfi-162:))
(import (prefix (only (srfi 171) bytevector-u8-transduce generator-transduce list-transduce port-transduce rany rcons rcount
                      reverse-rcons revery string-transduce tadd-between tappend-map tconcatenate tdelete-duplicates
                      tdelete-neighbor-duplicates tdrop tdrop-while tenumerate tfilter tfilter-map tflatten tlog tmap
                      tpartition tremove treplace tsegment ttake ttake-while vector-transduce) srfi-171:))
(import (prefix (only (srfi 171 meta) bytevector-u8-reduce ensure-reduced generator-reduce list-reduce port-reduce
                      preserving-reduced reduced reduced? string-reduce unreduce vector-reduce) srfi-171-meta:))
(import (prefix (only (srfi 189) either->generation either->list either->list-truth either->maybe either->truth
                      either->values either-and either-bind either-compose either-filter either-fold either-for-each
                      either-guard either-join either-length either-let* either-let*-values either-map either-or either-ref
                      either-ref/default either-remove either-sequence either-swap either-unfold either= either?
                      exception->either generation->either generation->maybe just just? left left? list->either list->just
                      list->left list->maybe list->right list-truth->either list-truth->maybe maybe->either maybe->generation
                      maybe->list maybe->list-truth maybe->truth maybe->two-values maybe->values maybe-and maybe-bind
                      maybe-compose maybe-filter maybe-fold maybe-for-each maybe-if maybe-join maybe-length maybe-let*
                      maybe-let*-values maybe-map maybe-or maybe-ref maybe-ref/default maybe-remove maybe-sequence
                      maybe-unfold maybe= maybe? nothing nothing? right right? tri-and tri-merge tri-not tri-or tri=?
                      truth->either truth->maybe two-values->maybe values->either values->maybe) srfi-189:))
(import (prefix (only (srfi 195) box box-arity box? set-box! set-box-value! unbox unbox-value) srfi-195:))
(import (prefix (only (srfi 197) chain chain-and chain-lambda chain-when nest nest-reverse) srfi-197:))
(import (prefix (only (srfi 210) apply/mv bind bind/box bind/list bind/mv box-values box/mv call/mv case-receive coarity
                      compose-left compose-right identity list-values list/mv map-values set!-values value value/mv
                      vector-values vector/mv with-values) srfi-210:))
(import (prefix (only (srfi 214) flexvector flexvector->generator flexvector->list flexvector->string flexvector->vector
                      flexvector-add! flexvector-add-all! flexvector-add-back! flexvector-add-front! flexvector-any
                      flexvector-append flexvector-append! flexvector-append-map flexvector-append-map/index
                      flexvector-append-subvectors flexvector-back flexvector-binary-search flexvector-clear!
                      flexvector-concatenate flexvector-copy flexvector-copy! flexvector-count flexvector-cumulate
                      flexvector-empty? flexvector-every flexvector-fill! flexvector-filter flexvector-filter!
                      flexvector-filter/index flexvector-filter/index! flexvector-fold flexvector-fold-right
                      flexvector-for-each flexvector-for-each/index flexvector-front flexvector-index flexvector-index-right
                      flexvector-length flexvector-map flexvector-map! flexvector-map/index flexvector-map/index!
                      flexvector-partition flexvector-ref flexvector-remove! flexvector-remove-back! flexvector-remove-front!
                      flexvector-remove-range! flexvector-reverse! flexvector-reverse-copy flexvector-reverse-copy!
                      flexvector-set! flexvector-skip flexvector-skip-right flexvector-swap! flexvector-unfold
                      flexvector-unfold-right flexvector=? flexvector? generator->flexvector list->flexvector make-flexvector
                      reverse-flexvector->list reverse-list->flexvector string->flexvector vector->flexvector) srfi-214:))
(import (prefix (only (srfi 222) compound-access compound-filter compound-length compound-map compound-map->list
                      compound-predicate compound-ref compound-subobjects compound? make-compound) srfi-222:))
(import (prefix (only (srfi 227) let-optionals let-optionals* opt*-lambda opt-lambda) srfi-227:))
(import (prefix (only (srfi 227 definition) define-optionals define-optionals*) srfi-227-definition:))
(import (prefix (only (srfi 42) : :-dispatch-ref :-dispatch-set! :char-range :dispatched :do :generator-proc :integers :let
                      :list :parallel :port :range :real-range :string :until :vector :while any?-ec append-ec dispatch-union
                      do-ec every?-ec first-ec fold-ec fold3-ec last-ec list-ec make-initial-:-dispatch max-ec min-ec
                      product-ec string-append-ec string-ec sum-ec vector-ec vector-of-length-ec) srfi-42:))
(import (prefix (only (srfi 78) check check-ec check-passed? check-report check-reset! check-set-mode!) srfi-78:))
(import (prefix (only (srfi 180) json-accumulator json-error-reason json-error? json-fold json-generator json-lines-read
                      json-nesting-depth-limit json-null? json-number-of-character-limit json-read json-sequence-read
                      json-write) srfi-180:))
(write "all there")
